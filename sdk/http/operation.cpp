#include "sdk/http/operation.hpp"

#include "sdk/http/endpoint_name.hpp"

namespace sluice::http {

void Operation::check(Time now) {
    if (now >= deadline_) {
        stop(Failure::Kind::timeout);
    } else if (attempt_ && now >= *attempt_ && connection_ != nullptr) {
        connection_->interrupt();
    }
}

void Operation::stop(Failure::Kind kind) {
    if (!stopped_) {
        stopped_ = kind;
    }
    if (connection_ != nullptr) {
        connection_->interrupt();
    }
    if (parked_ != nullptr) {
        parked_->wake();
    }
}

Failure Operation::failure(std::string_view doing) const {
    Failure failure;
    failure.kind = stopped_.value_or(Failure::Kind::cancelled);
    const char* what =
        failure.kind == Failure::Kind::timeout ? ": the deadline passed " : ": cancelled ";
    failure.message = name_of(endpoint_) + what + std::string{doing};
    return failure;
}

}  // namespace sluice::http
