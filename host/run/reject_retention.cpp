#include "host/run/reject_retention.hpp"

#include "host/report/text.hpp"

#include <algorithm>
#include <chrono>

namespace host {
namespace {

using std::chrono::milliseconds;

// So long before it happens the log begins to tell; a tenth of `keep` if that is less.
constexpr milliseconds notice = std::chrono::days{7};

std::int64_t keep_ms(const RejectKeeping& keeping) {
    return milliseconds{keeping.keep}.count();
}

}  // namespace

std::optional<StateError> RejectRetention::begin(const Pipeline& pipeline, std::int64_t unix_ms) {
    Begun& begun = begun_[pipeline.name];
    begun = {pipeline.name, pipeline.file, pipeline.rejects};
    auto error = apply(begun, unix_ms);
    return error ? error : tell_soon(begun, unix_ms);
}

void RejectRetention::end(std::int64_t unix_ms) {
    for (const auto& [name, begun] : begun_) {
        if (const auto error = apply(begun, unix_ms)) {
            log_.warn(
                "the rejects were not looked through for those that are too old or too many",
                {{"pipeline", name}, {"why", error->text}}
            );
        }
    }
}

std::uint64_t RejectRetention::dropped(const std::string& pipeline) const {
    const auto found = dropped_.find(pipeline);
    return found == dropped_.end() ? 0 : found->second;
}

std::optional<StateError> RejectRetention::apply(const Begun& begun, std::int64_t unix_ms) {
    RejectLimits limits{.since_ms = {}, .max_bytes = begun.keeping.max_bytes};
    if (begun.keeping.keep.count() != 0) {
        limits.since_ms = unix_ms - keep_ms(begun.keeping);
    }
    const auto gone = store_.expire_rejects(begun.pipeline, limits);
    if (!gone) {
        return gone.error();
    }
    dropped_[begun.pipeline] += gone->by_age + gone->by_size;
    tell_dropped(begun, *gone);
    return std::nullopt;
}

void RejectRetention::tell_dropped(const Begun& begun, const ExpiredRejects& gone) {
    const std::string setting = "pipelines." + begun.pipeline + ".rejects in " + begun.file;
    if (gone.by_age != 0) {
        log_.warn(
            "rejects were dropped: they were older than rejects.keep",
            {{"pipeline", begun.pipeline}, {"dropped", gone.by_age}, {"setting", setting}}
        );
    }
    if (gone.by_size != 0) {
        log_.warn(
            "the oldest rejects were dropped: there were more than rejects.max_bytes",
            {{"pipeline", begun.pipeline}, {"dropped", gone.by_size}, {"setting", setting}}
        );
    }
}

std::optional<StateError> RejectRetention::tell_soon(const Begun& begun, std::int64_t unix_ms) {
    const std::int64_t keep = keep_ms(begun.keeping);
    if (keep == 0) {
        return std::nullopt;
    }
    RejectFilter soon;
    soon.pipeline = begun.pipeline;
    soon.before_ms = unix_ms - keep + std::min<std::int64_t>(notice.count(), keep / 10);
    const auto count = store_.count_rejects(soon);
    if (!count) {
        return count.error();
    }
    if (*count != 0) {
        const std::string command = "sluice rejects export --pipeline " + begun.pipeline +
                                    " --before " + utc_text(*soon.before_ms).substr(0, 16) +
                                    "Z --output FILE " + begun.file;
        log_.warn(
            "rejects will be dropped soon: they are almost as old as rejects.keep",
            {{"pipeline", begun.pipeline}, {"rejects", *count}, {"save_them", command}}
        );
    }
    return std::nullopt;
}

}  // namespace host
