// The comparison: the same requests by libcurl's multi interface, as a careful user of it would write it.
//     curl_multi URL CA CONNECTIONS REQUESTS
// Sends REQUESTS form POSTs of about 400 bytes to URL over CONNECTIONS kept connections and prints the seconds of CPU that it used.
#include <curl/curl.h>

#include <sys/resource.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace {

struct Transfer {
    CURL* handle = nullptr;
    std::string body;
};

std::size_t discard(char* /*bytes*/, std::size_t size, std::size_t count, void* /*unused*/) {
    return size * count;
}

class Sender {
public:
    Sender(const char* url, const char* ca, long connections, long requests)
        : multi_{curl_multi_init()}, requests_{requests}, transfers_(static_cast<std::size_t>(connections)) {
        curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, connections);
        curl_multi_setopt(multi_, CURLMOPT_PIPELINING, CURLPIPE_NOTHING);
        for (Transfer& transfer : transfers_) {
            prepare(transfer, url, ca);
        }
    }
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;
    ~Sender() {
        for (const Transfer& transfer : transfers_) {
            curl_easy_cleanup(transfer.handle);
        }
        curl_multi_cleanup(multi_);
    }

    // Gives the number of requests that were not answered with 200.
    long send_all() {
        for (Transfer& transfer : transfers_) {
            start(transfer);
        }
        while (finished_ < requests_) {
            int running = 0;
            curl_multi_perform(multi_, &running);
            collect();
            if (finished_ < requests_) {
                curl_multi_poll(multi_, nullptr, 0, 1000, nullptr);
            }
        }
        return failed_;
    }

private:
    static void prepare(Transfer& transfer, const char* url, const char* ca) {
        transfer.handle = curl_easy_init();
        curl_easy_setopt(transfer.handle, CURLOPT_URL, url);
        curl_easy_setopt(transfer.handle, CURLOPT_CAINFO, ca);
        curl_easy_setopt(transfer.handle, CURLOPT_WRITEFUNCTION, discard);
        curl_easy_setopt(transfer.handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
        curl_easy_setopt(transfer.handle, CURLOPT_PRIVATE, &transfer);
        curl_easy_setopt(transfer.handle, CURLOPT_NOSIGNAL, 1L);
    }

    void start(Transfer& transfer) {
        if (started_ == requests_) {
            return;
        }
        transfer.body = "mbox3rdPartyId=curl-" + std::to_string(started_++) + "&profile.text=" + std::string(360, 'x');
        curl_easy_setopt(transfer.handle, CURLOPT_POSTFIELDS, transfer.body.data());
        curl_easy_setopt(transfer.handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(transfer.body.size()));
        curl_multi_add_handle(multi_, transfer.handle);
    }

    void collect() {
        int left = 0;
        while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
            CURL* handle = message->easy_handle;
            const CURLcode result = message->data.result;
            long status = 0;
            Transfer* transfer = nullptr;
            curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
            curl_easy_getinfo(handle, CURLINFO_PRIVATE, &transfer);
            curl_multi_remove_handle(multi_, handle);
            failed_ += result == CURLE_OK && status == 200 ? 0 : 1;
            ++finished_;
            start(*transfer);
        }
    }

    CURLM* multi_;
    long requests_;
    long started_ = 0;
    long finished_ = 0;
    long failed_ = 0;
    std::vector<Transfer> transfers_;
};

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) {
        std::fputs("usage: curl_multi URL CA CONNECTIONS REQUESTS\n", stderr);
        return 2;
    }
    curl_global_init(CURL_GLOBAL_ALL);
    long failed = 0;
    {
        Sender sender{argv[1], argv[2], std::atol(argv[3]), std::atol(argv[4])};
        failed = sender.send_all();
    }
    std::printf("%.6f\n", cpu_seconds());
    curl_global_cleanup();
    if (failed != 0) {
        std::fprintf(stderr, "%ld requests failed\n", failed);
        return 1;
    }
    return 0;
}
