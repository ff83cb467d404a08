// `sluice rejects export`: rejects as a file that can be mended and read by a pipeline again.
#include "host/command/reject_options.hpp"
#include "host/command/reject_text.hpp"
#include "host/record/exit_code.hpp"
#include "host/record/file_descriptor.hpp"
#include "host/source/json_record.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace host {
namespace {

constexpr std::size_t page_rows = 500;

std::string reason_of(int error) {
    return std::generic_category().message(error);
}

int complain(int exit, const std::string& text) {
    std::fputs(("sluice: " + text + '\n').c_str(), stderr);
    return exit;
}

// Where the lines go: standard output, or a new file that is its owner's alone, since it holds
// visitors' data.
class Output {
public:
    explicit Output(std::string path) : path_{std::move(path)} {
        if (!path_.empty()) {
            constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
            file_ = FileDescriptor{::open(path_.c_str(), flags, S_IRUSR | S_IWUSR)};
            error_ = file_ ? 0 : errno;
        }
    }

    int error() const { return error_; }

    bool write(std::string_view bytes) {
        const int fd = path_.empty() ? STDOUT_FILENO : file_.get();
        while (!bytes.empty()) {
            const ssize_t written = ::write(fd, bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR) {
                error_ = errno;
                return false;
            }
            bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
        }
        return true;
    }

    // Durable, so that the rejects may be dropped afterwards.
    bool finish() {
        if (!path_.empty() && ::fsync(file_.get()) != 0) {
            error_ = errno;
        }
        return error_ == 0;
    }

    // Half a file would look like a whole one.
    void discard() {
        if (file_) {
            ::unlink(path_.c_str());
        }
    }

private:
    std::string path_;
    FileDescriptor file_;
    int error_ = 0;
};

class Exporter {
public:
    Exporter(Store& store, Output& output) : store_{store}, output_{output} {}

    // An exit code.
    int write_all(RejectFilter filter) {
        const auto newest = store_.last_reject();
        if (!newest) {
            return state_failed(newest.error());
        }
        filter.up_to_id = *newest;
        for (std::int64_t last = 0;;) {
            const auto page = store_.rejects(filter, last, page_rows);
            if (!page) {
                return state_failed(page.error());
            }
            if (page->empty()) {
                return exit_done;
            }
            if (!write(*page)) {
                return exit_state;
            }
            last = page->back().id;
        }
    }
    std::uint64_t count() const { return count_; }

private:
    bool write(const std::vector<RejectRow>& rows) {
        std::string lines;
        for (const RejectRow& row : rows) {
            Arena arena;
            const bool is_record = !parser_.parse(row.payload, row.at.line, arena, document_);
            lines += reject_export(row, is_record ? PayloadAs::json : PayloadAs::text);
        }
        count_ += rows.size();
        return output_.write(lines);
    }

    Store& store_;
    Output& output_;
    JsonRecordParser parser_;
    Document document_;
    std::uint64_t count_ = 0;
};

}  // namespace

int export_rejects(const RejectOptions& options) {
    return with_rejects(options, [&](Store& store, const RejectFilter& filter) -> int {
        Output output{options.output};
        if (output.error() == EEXIST) {
            return complain(
                exit_usage,
                "expected the name of a new file, found " + options.output +
                    ", which is there; name another, or remove it"
            );
        }
        const std::string where = options.output.empty() ? "standard output" : options.output;
        if (output.error() != 0) {
            return complain(exit_state, where + ": cannot make it: " + reason_of(output.error()));
        }
        Exporter exporter{store, output};
        const int exit = exporter.write_all(filter);
        if (exit != exit_done || !output.finish()) {
            output.discard();
            const int error = output.error();
            return error == 0 ? exit
                              : complain(
                                    exit_state,
                                    where + ": cannot write it: " + reason_of(error) +
                                        "; nothing was dropped, export again"
                                );
        }
        std::fputs((rejects_in_words(exporter.count()) + " exported\n").c_str(), stderr);
        return exit_done;
    });
}

}  // namespace host
