#include "host/isolation/listener.hpp"

#include "host/frame/flat_results.hpp"
#include "host/frame/frame_reader.hpp"

#include <sluice/text.hpp>

namespace host {
namespace {

constexpr std::size_t most_metrics = 4096;  // announcements of one runner, of the same name too
constexpr std::uint64_t most_log_pairs = 64;
constexpr std::uint64_t most_refused = 1 << 16;

using What = Heeded::What;

Heeded read_loaded(FrameReader frame) {
    Heeded heeded;
    const bool same_dialect = frame.text() == frame_dialect();
    heeded.problem = frame.text();
    heeded.plugin_flags = frame.small();
    heeded.what = frame.is_done() && same_dialect ? What::loaded : What::nonsense;
    return heeded;
}

Heeded read_answer(FrameReader frame) {
    Heeded heeded;
    heeded.answer.call = static_cast<FrameKind>(frame.small());
    heeded.answer.rc = frame.code();
    heeded.answer.limits.max_batch_records = frame.small();
    heeded.answer.limits.max_in_flight = frame.small();
    heeded.answer.limits.max_batch_bytes = frame.small();
    heeded.what = frame.is_done() ? What::answer : What::nonsense;
    return heeded;
}

Heeded read_refused(FrameReader frame) {
    Heeded heeded;
    const std::uint64_t count = frame.number();
    for (std::uint64_t i = 0; i < count && i < most_refused && frame.is_good(); ++i) {
        heeded.tokens.push_back(frame.number());
    }
    heeded.what = frame.is_done() ? What::refused : What::nonsense;
    return heeded;
}

Heeded read_secret(FrameReader frame) {
    Heeded heeded;
    heeded.secret_request = frame.number();
    heeded.secret_name = frame.text();
    heeded.what = frame.is_done() ? What::secret : What::nonsense;
    return heeded;
}

Heeded read_pong(FrameReader frame) {
    Heeded heeded;
    heeded.working.calls = frame.number();
    heeded.working.call = static_cast<FrameKind>(frame.small());
    heeded.what = frame.is_done() ? What::pong : What::nonsense;
    return heeded;
}

Heeded read_last_batch(FrameReader frame) {
    Heeded heeded;
    heeded.batch = frame.number();
    heeded.what = frame.is_done() ? What::last_batch : What::nonsense;
    return heeded;
}

Heeded only_if(bool good, What what) {
    Heeded heeded;
    heeded.what = good ? what : What::nonsense;
    return heeded;
}

}  // namespace

Heeded Listener::heed(const Frame& frame) {
    switch (frame.kind) {
    case FrameKind::complete:
        return only_if(complete(frame), What::verdicts);
    case FrameKind::pong:
        return read_pong(FrameReader{frame.body});
    case FrameKind::log:
        return only_if(log(frame), What::nothing);
    case FrameKind::metric_add:
        return only_if(metric_add(frame), What::nothing);
    case FrameKind::metric:
        return only_if(metric(frame), What::nothing);
    case FrameKind::issue:
        return only_if(issue(frame), What::nothing);
    case FrameKind::answered:
        return only_if(answered(frame), What::verdicts);
    case FrameKind::told:
        return only_if(told(frame), What::nothing);
    case FrameKind::loaded:
        return read_loaded(FrameReader{frame.body});
    case FrameKind::answer:
        return read_answer(FrameReader{frame.body});
    case FrameKind::refused:
        return read_refused(FrameReader{frame.body});
    case FrameKind::last_batch:
        return read_last_batch(FrameReader{frame.body});
    case FrameKind::secret:
        return read_secret(FrameReader{frame.body});
    default:
        return only_if(false, What::nonsense);
    }
}

bool Listener::complete(const Frame& frame) {
    if (!read_results(frame.body, results_)) {
        return false;
    }
    Context::table().complete(context_.handle(), results_.data(), results_.size());
    return true;
}

bool Listener::answered(const Frame& frame) {
    if (!answer_.read(frame.body)) {
        return false;
    }
    Context::verify_table().answer(context_.handle(), &answer_.to_c(), 1);
    return true;
}

bool Listener::told(const Frame& frame) {
    FrameReader body{frame.body};
    const std::uint32_t what = body.small();
    const sluice_str text = sluice::to_str(body.text());
    if (body.is_done()) {
        Context::trace_table().tell(context_.handle(), {}, what, text);
    }
    return body.is_done();
}

bool Listener::issue(const Frame& frame) {
    FrameReader body{frame.body};
    const std::uint32_t severity = body.small();
    const sluice_str path = sluice::to_str(body.text());
    const sluice_str code = sluice::to_str(body.text());
    const sluice_issue issue{
        sizeof(sluice_issue), severity, path, code, sluice::to_str(body.text())};
    if (body.is_done()) {
        Context::table().report(context_.handle(), &issue);
    }
    return body.is_done();
}

bool Listener::log(const Frame& frame) {
    FrameReader body{frame.body};
    const std::uint32_t level = body.small();
    const sluice_str message = sluice::to_str(body.text());
    const std::uint64_t count = body.number();
    std::vector<sluice_str> pairs;
    for (std::uint64_t i = 0; i < count && i < 2 * most_log_pairs && body.is_good(); ++i) {
        pairs.push_back(sluice::to_str(body.text()));
    }
    if (body.is_done()) {
        Context::table().log(context_.handle(), level, message, pairs.data(), pairs.size());
    }
    return body.is_done();
}

bool Listener::metric(const Frame& frame) {
    FrameReader body{frame.body};
    const std::uint32_t kind = body.small();
    const sluice_str name = sluice::to_str(body.text());
    const sluice_str unit = sluice::to_str(body.text());
    const sluice_str help = sluice::to_str(body.text());
    if (!body.is_done() || metrics_.size() >= most_metrics) {
        return false;
    }
    metrics_.push_back(Context::table().metric(context_.handle(), kind, name, unit, help));
    return true;
}

bool Listener::metric_add(const Frame& frame) {
    FrameReader body{frame.body};
    const std::uint64_t number = body.number();
    const double value = body.real();
    if (!body.is_done() || number == 0 || number > metrics_.size()) {
        return false;
    }
    Context::table().metric_add(context_.handle(), metrics_[number - 1], value);
    return true;
}

}  // namespace host
