// The secrets as the host last gave them. Filled on the host's thread, where a secret may come from
// a file; read on any other. In memory only.
#pragma once

#include <sluice/host.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice {

class Secrets {
public:
    void set(std::string name, std::string value) {
        values_.insert_or_assign(std::move(name), std::move(value));
    }
    // "" for one that was not asked for, is not configured, or is gone: then the far side's refusal
    // says so.
    std::string_view operator[](std::string_view name) const {
        const auto found = values_.find(name);
        return found == values_.end() ? std::string_view{} : std::string_view{found->second};
    }

private:
    std::map<std::string, std::string, std::less<>> values_;
};

class SecretBox {
public:
    // The names as the configuration refers to them; "" for one that is not configured.
    explicit SecretBox(std::vector<std::string> names) : names_{std::move(names)} {}

    // [host's thread] Asks the host again.
    void fill(const Host& host) {
        Secrets fresh;
        for (const std::string& name : names_) {
            if (!name.empty()) {
                fresh.set(name, read(host, name));
            }
        }
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
    // A line break at its end is the file's.
    static std::string read(const Host& host, const std::string& name) {
        std::string value = host.secret(name).value_or("");
        while (!value.empty() && (value.back() == '\n' || value.back() == '\r')) {
            value.pop_back();
        }
        return value;
    }

    const std::vector<std::string> names_;
    mutable std::mutex mutex_;
    Secrets secrets_;
    std::atomic<std::uint64_t> version_{0};
};

}  // namespace sluice
