#include "adobe_target/api/delivery_attributes.hpp"

#include "adobe_target/api/outcomes.hpp"

#include <sluice/text/json_text.hpp>

namespace adobe_target {

namespace {

using sluice::Outcome;
using sluice::Reason;

// Opens a carrier with the first attribute and after every fiftieth.
class ExecuteSink final : public AttributeSink {
public:
    ExecuteSink(const DeliveryPlan& plan, std::string& body) : plan_{plan}, body_{body} {}

    std::size_t executed() const { return executed_; }

    void mapped(const MappedAttribute& attribute, std::string_view text) override {
        begin();
        body_ += attribute.key;
        sluice::append_json_string(body_, text);
    }

    void member(std::string_view name, std::string_view text) override {
        begin();
        sluice::append_json_string(body_, name);
        body_ += ':';
        sluice::append_json_string(body_, text);
    }

    void end() {
        if (executed_ == 0) {
            return;
        }
        body_ += "}}";
        body_ += mboxes_ > 0 ? "]}" : "}";
    }

private:
    void begin() {
        if (executed_ != 0 && parameters_ < most_parameters) {
            ++parameters_;
            body_ += ',';
            return;
        }
        if (executed_ != 0) {
            body_ += "}}";
        }
        open();
        ++executed_;
        parameters_ = 1;
    }

    void open() {
        if (executed_ == 0) {
            body_ += R"(,"execute":{)";
            if (plan_.carrier == Carrier::page_load) {
                body_ += R"("pageLoad":{"profileParameters":{)";
                return;
            }
        }
        if (mboxes_ > 0 || executed_ > 0) {
            body_ += ',';
        }
        if (mboxes_ == 0) {
            body_ += R"("mboxes":[)";
        }
        body_ += R"({"index":)";
        body_ += std::to_string(mboxes_);
        body_ += R"(,"name":)";
        sluice::append_json_string(body_, plan_.mbox);
        body_ += R"(,"profileParameters":{)";
        ++mboxes_;
    }

    const DeliveryPlan& plan_;
    std::string& body_;
    std::size_t executed_ = 0;
    std::size_t mboxes_ = 0;
    std::size_t parameters_ = 0;
};

}  // namespace

sluice::Result<std::size_t, Outcome> write_execute(
    const DeliveryPlan& plan,
    std::span<const sluice_value> values,
    AttributeTally& tally,
    std::string& body
) {
    ExecuteSink sink{plan, body};
    if (auto rejection = each_attribute(plan.attributes, values, tally, sink)) {
        return *std::move(rejection);
    }
    sink.end();
    if (sink.executed() == 0) {
        return rejected(
            {.reason = Reason::missing_field,
             .code = "nothing_to_send",
             .message = "expected at least one attribute with a value, found none: the request "
                        "would change nothing"}
        );
    }
    if (sink.executed() > most_mboxes) {
        return rejected(
            {.reason = Reason::too_large,
             .code = "too_large",
             .message = "expected at most " + std::to_string(most_mboxes * most_parameters) +
                        " attributes in one update, found more; send fewer"}
        );
    }
    return sink.executed();
}

}  // namespace adobe_target
