// Runs coroutines of the plugin in the test's own thread.
#pragma once

#include <sluice/http/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace test {

// What a started coroutine gave, once it has.
template <class T>
using Answer = std::shared_ptr<std::optional<T>>;

// co_spawn asks for a default constructor, which not every answer has.
template <class T>
sluice::http::Task<void> keep(sluice::http::Task<T> task, Answer<T> answer) {
    auto value = co_await std::move(task);
    answer->emplace(std::move(value));
}

template <class T>
Answer<T> start(boost::asio::io_context& context, sluice::http::Task<T> task) {
    auto answer = std::make_shared<std::optional<T>>();
    boost::asio::co_spawn(context, keep(std::move(task), answer), [](std::exception_ptr failure) {
        if (failure) {
            std::rethrow_exception(failure);
        }
    });
    return answer;
}

// Runs the io_context until `is_so()`, at most a minute.
inline bool run_until(boost::asio::io_context& context, const std::function<bool()>& is_so) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (!is_so() && std::chrono::steady_clock::now() < end) {
        context.restart();
        context.run_one_for(std::chrono::seconds{1});
    }
    return is_so();
}

template <class T>
T await(boost::asio::io_context& context, sluice::http::Task<T> task) {
    const auto answer = start(context, std::move(task));
    run_until(context, [&] { return answer->has_value(); });
    return std::move(answer->value());
}

}  // namespace test
