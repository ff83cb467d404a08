#include "host/run/planning.hpp"

#include <chrono>
#include <exception>
#include <utility>

namespace host {

Planning::Planning(
    std::vector<std::string> files, std::vector<std::string> folders, const Bell& bell
) {
    std::promise<std::unique_ptr<Plan>> promise;
    plan_ = promise.get_future();
    thread_ = std::thread{[promise = std::move(promise),
                           files = std::move(files),
                           folders = std::move(folders),
                           &bell]() mutable {
        try {
            promise.set_value(make_plan(files, folders));
        } catch (...) {  // the host thread's to judge, as at the start
            promise.set_exception(std::current_exception());
        }
        bell.ring();
    }};
}

Planning::~Planning() {
    thread_.join();
}

std::unique_ptr<Plan> Planning::take() {
    const bool is_there =
        plan_.valid() && plan_.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
    return is_there ? plan_.get() : nullptr;
}

}  // namespace host
