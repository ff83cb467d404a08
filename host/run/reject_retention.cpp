#include "host/run/reject_retention.hpp"

#include "host/report/text.hpp"

#include <algorithm>
#include <chrono>

namespace host {
namespace {

using std::chrono::milliseconds;

// So long before it happens the log begins to tell; a tenth of `keep` if that is less.
constexpr milliseconds notice = std::chrono::days{7};

std::int64_t keep_ms(const Pipeline& pipeline) {
    return milliseconds{pipeline.rejects.keep}.count();
}

}  // namespace

std::optional<StateError> RejectRetention::begin(const Pipeline& pipeline, std::int64_t unix_ms) {
    begun_.push_back(&pipeline);
    auto error = apply(pipeline, unix_ms);
    return error ? error : tell_soon(pipeline, unix_ms);
}

void RejectRetention::end(std::int64_t unix_ms) {
    for (const Pipeline* pipeline : begun_) {
        if (const auto error = apply(*pipeline, unix_ms)) {
            log_.warn(
                "the rejects were not looked through for those that are too old or too many",
                {{"pipeline", pipeline->name}, {"why", error->text}}
            );
        }
    }
}

std::uint64_t RejectRetention::dropped(const std::string& pipeline) const {
    const auto found = dropped_.find(pipeline);
    return found == dropped_.end() ? 0 : found->second;
}

std::optional<StateError> RejectRetention::apply(const Pipeline& pipeline, std::int64_t unix_ms) {
    RejectLimits limits{.since_ms = {}, .max_bytes = pipeline.rejects.max_bytes};
    if (pipeline.rejects.keep.count() != 0) {
        limits.since_ms = unix_ms - keep_ms(pipeline);
    }
    const auto gone = store_.expire_rejects(pipeline.name, limits);
    if (!gone) {
        return gone.error();
    }
    dropped_[pipeline.name] += gone->by_age + gone->by_size;
    tell_dropped(pipeline, *gone);
    return std::nullopt;
}

void RejectRetention::tell_dropped(const Pipeline& pipeline, const ExpiredRejects& gone) {
    const std::string setting = "pipelines." + pipeline.name + ".rejects in " + pipeline.file;
    if (gone.by_age != 0) {
        log_.warn(
            "rejects were dropped: they were older than rejects.keep",
            {{"pipeline", pipeline.name}, {"dropped", gone.by_age}, {"setting", setting}}
        );
    }
    if (gone.by_size != 0) {
        log_.warn(
            "the oldest rejects were dropped: there were more than rejects.max_bytes",
            {{"pipeline", pipeline.name}, {"dropped", gone.by_size}, {"setting", setting}}
        );
    }
}

std::optional<StateError>
RejectRetention::tell_soon(const Pipeline& pipeline, std::int64_t unix_ms) {
    const std::int64_t keep = keep_ms(pipeline);
    if (keep == 0) {
        return std::nullopt;
    }
    RejectFilter soon;
    soon.pipeline = pipeline.name;
    soon.before_ms = unix_ms - keep + std::min<std::int64_t>(notice.count(), keep / 10);
    const auto count = store_.count_rejects(soon);
    if (!count) {
        return count.error();
    }
    if (*count != 0) {
        const std::string command = "sluice rejects export --pipeline " + pipeline.name +
                                    " --before " + utc_text(*soon.before_ms).substr(0, 16) +
                                    "Z --output FILE " + pipeline.file;
        log_.warn(
            "rejects will be dropped soon: they are almost as old as rejects.keep",
            {{"pipeline", pipeline.name}, {"rejects", *count}, {"save_them", command}}
        );
    }
    return std::nullopt;
}

}  // namespace host
