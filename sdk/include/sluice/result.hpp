// A value or the reason why there is none. For what may fail in the ordinary run of things; bugs
// throw.
#pragma once

#include <utility>
#include <variant>

namespace sluice {

// Holds a T or an E, two different types. Ask before you look: value() and error() demand the right
// side.
template <class T, class E>
class [[nodiscard]] Result {
public:
    Result(T value)
        : held_{std::in_place_index<0>, std::move(value)} {}  // NOLINT(google-explicit-constructor)
    Result(E error)
        : held_{std::in_place_index<1>, std::move(error)} {}  // NOLINT(google-explicit-constructor)

    explicit operator bool() const { return held_.index() == 0; }
    bool has_value() const { return held_.index() == 0; }

    T& value() & { return *std::get_if<0>(&held_); }
    const T& value() const& { return *std::get_if<0>(&held_); }
    T value() && { return std::move(*std::get_if<0>(&held_)); }

    E& error() & { return *std::get_if<1>(&held_); }
    const E& error() const& { return *std::get_if<1>(&held_); }
    E error() && { return std::move(*std::get_if<1>(&held_)); }

    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T operator*() && { return std::move(*this).value(); }
    T* operator->() { return std::get_if<0>(&held_); }
    const T* operator->() const { return std::get_if<0>(&held_); }

private:
    std::variant<T, E> held_;
};

}  // namespace sluice
