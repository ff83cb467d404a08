// The secrets as the host last gave them. Filled on the host's thread, where a secret may come from
// a file; read on the io_context's thread. In memory only.
#pragma once

#include "adobe_target/settings.hpp"

#include <sluice/host.hpp>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>

namespace adobe_target {

struct Secrets {
    std::string client_secret;
    std::string profile_token;
};

class SecretBox {
public:
    // [host's thread] Asks the host again.
    void fill(const sluice::Host& host, const Settings& settings) {
        Secrets fresh;
        fresh.client_secret = read(host, settings.client_secret);
        fresh.profile_token = read(host, settings.profile_token);
        const std::lock_guard lock{mutex_};
        secrets_ = std::move(fresh);
        version_.fetch_add(1, std::memory_order_release);
    }

    // [any thread] Grows with every fill().
    std::uint64_t version() const { return version_.load(std::memory_order_acquire); }

    // [any thread]
    Secrets secrets() const {
        const std::lock_guard lock{mutex_};
        return secrets_;
    }

private:
    // "" if it is not configured, or gone: then Adobe's refusal says so. A line break at its end is
    // the file's.
    static std::string read(const sluice::Host& host, const std::string& name) {
        std::string value = name.empty() ? std::string{} : host.secret(name).value_or("");
        while (!value.empty() && (value.back() == '\n' || value.back() == '\r')) {
            value.pop_back();
        }
        return value;
    }

    mutable std::mutex mutex_;
    Secrets secrets_;
    std::atomic<std::uint64_t> version_{0};
};

}  // namespace adobe_target
