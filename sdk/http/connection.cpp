#include "sdk/http/connection.hpp"

#include "sdk/http/endpoint_name.hpp"

#include <boost/asio/error.hpp>

namespace sluice::http {

namespace {

constexpr std::size_t plain_bytes = 8 * 1024;

}  // namespace

Connection::Connection(const Executor& executor, const Setup& setup, const Endpoint& endpoint)
    : setup_{setup}, endpoint_{endpoint}, through_proxy_{endpoint.tls && setup.proxy.has_value()},
      socket_{executor}, plain_{endpoint.tls ? plain_bytes : 0} {}

Connection::Error Connection::prepare(const Tcp::endpoint& address) {
    Error error;
    socket_.close(error);
    socket_.open(address.protocol(), error);
    if (!error) {
        socket_.set_option(Tcp::no_delay{true}, error);
    }
    return error;
}

void Connection::connected() {
    wire_.attach(socket_.native_handle());
    if (endpoint_.tls) {
        tls_.emplace(setup_.tls, endpoint_, wire_);
    }
    enter(stage_after(Stage::connecting));
}

Step Connection::begin(std::string_view request, Reply& reply) {
    request_ = request;
    reply_ = &reply;
    if (stage_ == Stage::finished) {
        enter(Stage::writing);
    }
    return advance();
}

Step Connection::advance() {
    while (stage_ != Stage::finished) {
        const Step step = take_step();
        if (step == Step::ended) {
            wire_.end(boost::asio::error::eof);
        }
        if (step == Step::ended || (step == Step::want_read && wire_.has_ended())) {
            return fail_wire();
        }
        if (step != Step::done) {
            return step;
        }
        enter(stage_after(stage_));
    }
    return Step::done;
}

Connection::Stage Connection::stage_after(Stage stage) const {
    switch (stage) {
    case Stage::connecting:
        if (through_proxy_) {
            return Stage::asking_proxy;
        }
        return endpoint_.tls ? Stage::handshake : Stage::writing;
    case Stage::asking_proxy:
        return Stage::hearing_proxy;
    case Stage::hearing_proxy:
        return Stage::handshake;
    case Stage::handshake:
        return Stage::writing;
    case Stage::writing:
        return Stage::reading;
    default:
        return Stage::finished;
    }
}

void Connection::enter(Stage stage) {
    stage_ = stage;
    if (stage == Stage::asking_proxy) {
        write_tunnel_request();
    } else if (stage == Stage::hearing_proxy) {
        reader_.start_tunnel(tunnel_reply_);
    } else if (stage == Stage::writing) {
        sent_before_ = wire_.sent();
    } else if (stage == Stage::reading) {
        reader_.start(*reply_, setup_.settings.max_reply_bytes);
    }
}

Step Connection::take_step() {
    switch (stage_) {
    case Stage::asking_proxy:
        return send_plain(tunnel_rest_);
    case Stage::hearing_proxy:
        return hear_proxy();
    case Stage::handshake:
        return secured(tls_->handshake());
    case Stage::writing:
        return tls_ ? secured(tls_->write(request_)) : send_plain(request_);
    default:
        return read_reply();
    }
}

//     CONNECT acme.tt.omtrdc.net:443 HTTP/1.1
//     Host: acme.tt.omtrdc.net:443
void Connection::write_tunnel_request() {
    const std::string target = name_of(endpoint_);
    tunnel_request_.start("CONNECT", target, target);
    if (!setup_.settings.user_agent.empty()) {
        tunnel_request_.header("User-Agent", setup_.settings.user_agent);
    }
    tunnel_request_.finish();
    tunnel_rest_ = tunnel_request_.bytes();
}

Step Connection::hear_proxy() {
    const std::string proxy = "the proxy " + name_of(*setup_.proxy);
    switch (reader_.feed(wire_.in)) {
    case ReplyReader::State::more:
        return Step::want_read;
    case ReplyReader::State::failed:
        return fail(
            Failure::Kind::connect,
            proxy + " did not answer CONNECT in HTTP/1.1: " + reader_.complaint()
        );
    default:
        break;
    }
    if (tunnel_reply_.status < 200 || tunnel_reply_.status > 299) {
        return fail(
            Failure::Kind::connect,
            proxy + " refused to connect to " + name_of(endpoint_) + ": it answered status " +
                std::to_string(tunnel_reply_.status)
        );
    }
    return Step::done;
}

Step Connection::read_reply() {
    for (;;) {
        switch (reader_.feed(text())) {
        case ReplyReader::State::done:
            return Step::done;
        case ReplyReader::State::failed:
            return fail(
                reader_.kind(),
                "the reply of " + name_of(endpoint_) +
                    " is not acceptable HTTP/1.1: " + reader_.complaint()
            );
        default:
            break;
        }
        const Step step = more_text();
        if (step == Step::ended) {
            return reader_.end() == ReplyReader::State::done ? Step::done : Step::ended;
        }
        if (step != Step::done) {
            return step;
        }
    }
}

// More bytes of the reply, if they are here already.
Step Connection::more_text() {
    if (tls_) {
        return secured(tls_->read(plain_));
    }
    const bool is_over = wire_.has_ended() && wire_.error() == boost::asio::error::eof;
    return is_over ? Step::ended : Step::want_read;
}

Step Connection::send_plain(std::string_view& bytes) {
    const Step step = wire_.send(bytes);
    return step == Step::failed ? fail_wire() : step;
}

// A failure of the TLS session is the connection's.
Step Connection::secured(Step step) {
    if (step == Step::failed) {
        failure_ = tls_->failure();
    }
    return step;
}

Step Connection::fail(Failure::Kind kind, std::string message) {
    failure_.kind = kind;
    failure_.message = std::move(message);
    return Step::failed;
}

Step Connection::fail_wire() {
    const std::string message = name_of(endpoint_) + ": the connection ended " +
                                std::string{doing()} + ": " + wire_.error().message();
    switch (stage_) {
    case Stage::asking_proxy:
    case Stage::hearing_proxy:
        return fail(Failure::Kind::connect, message);
    case Stage::handshake:
        return fail(Failure::Kind::tls, message);
    default:
        return fail(Failure::Kind::reset, message);
    }
}

void Connection::filled(Error error, std::size_t size) {
    if (!error) {
        wire_.in.append(size);
    } else if (error != boost::asio::error::operation_aborted) {
        wire_.end(error);
    }
}

void Connection::interrupt() {
    Error ignored;
    socket_.cancel(ignored);
}

bool Connection::has_written() const {
    return (stage_ == Stage::writing || stage_ == Stage::reading) && wire_.sent() > sent_before_;
}

Failure Connection::failure() const {
    Failure failure = failure_;
    failure.written = has_written();
    return failure;
}

std::string_view Connection::doing() const {
    switch (stage_) {
    case Stage::connecting:
        return "while connecting";
    case Stage::asking_proxy:
    case Stage::hearing_proxy:
        return "while asking the proxy";
    case Stage::handshake:
        return "in the TLS handshake";
    case Stage::writing:
        return "while sending the request";
    case Stage::reading:
        return reader_.has_begun() ? "while reading the reply" : "while waiting for the reply";
    default:
        return "while it was kept";
    }
}

bool Connection::may_keep() {
    return stage_ == Stage::finished && reader_.may_keep() && holds_nothing();
}

bool Connection::is_alive() {
    switch (wire_.receive()) {
    case Step::want_read:
        return true;
    case Step::done:
        return holds_nothing();
    default:
        return false;
    }
}

// Between two exchanges nothing may come but TLS's own: a session ticket is fine, a close_notify or
// bytes that nobody asked for are not.
bool Connection::holds_nothing() {
    if (tls_ && !wire_.in.empty() && tls_->read(plain_) != Step::want_read) {
        return false;
    }
    return text().empty();
}

}  // namespace sluice::http
