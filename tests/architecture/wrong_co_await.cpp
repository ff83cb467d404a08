// What g++ 12 compiles wrongly beside what it compiles rightly: co_await.cmake proves with it that
// co_await.query finds the former and leaves the latter alone. Never compiled into anything.
#include <coroutine>

namespace {

struct Task {
    struct promise_type {
        Task get_return_object() { return {}; }
        std::suspend_never initial_suspend() { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() {}
    };
};

struct Options {
    int a = 0;
    int b = 0;
};

struct Answer {
    bool await_ready() { return true; }
    void await_suspend(std::coroutine_handle<>) {}
    int await_resume() { return 1; }
};

Answer ask(Options) {
    return {};
}
template <class F>
Answer ask_with(F) {
    return {};
}

Task wrong(bool question) {
    co_await ask({.a = 1});                            // a braced aggregate
    co_await ask(Options{1, 2});                       // the same with its type
    co_await ask_with([] { return 1; });               // a lambda
    int one = question ? co_await ask(Options()) : 0;  // ?:
    Options both{co_await ask(Options()), one};        // braces around it
    static_cast<void>(both);
}

Task right() {
    const Options options{1, 2};
    const auto function = [] { return 1; };
    const int one = co_await ask(options);
    static_cast<void>(one);
    co_await ask_with(function);
    if (const int two = co_await ask(options); two > 0) {
        co_return;
    }
}

}  // namespace

void use() {
    wrong(true);
    right();
}
