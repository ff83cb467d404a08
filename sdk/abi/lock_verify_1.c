/* Every number of the extensions sluice.verify/1 and sluice.trace/1 on a 64-bit machine: constants, sizes, offsets. None
 * may ever change; what is new goes to the end of a growable struct. Compiled by the ABI tests as C99 and as C++20. */
#include <sluice/trace.h>
#include <sluice/verify.h>

#define IS(constant, number) typedef char constant##_is[(constant) == (number) ? 1 : -1]
#define SAYS(constant, text)                                                                       \
    typedef char constant##_says[sizeof(constant) == sizeof(text) ? 1 : -1]
#define AT(type, member, offset)                                                                   \
    typedef char type##_##member##_at[offsetof(type, member) == (offset) ? 1 : -1]
#define SIZE(type, size) typedef char type##_size[sizeof(type) == (size) ? 1 : -1]

SAYS(SLUICE_VERIFY_ID, "sluice.verify/1");
SAYS(SLUICE_TRACE_ID, "sluice.trace/1");

IS(SLUICE_KNOWN_UNTOLD, 0);
IS(SLUICE_KNOWN_YES, 1);
IS(SLUICE_KNOWN_NO, 2);

IS(SLUICE_ATTR_SAME, 1);
IS(SLUICE_ATTR_OVERWRITTEN, 2);
IS(SLUICE_ATTR_ABSENT, 3);

IS(SLUICE_Q_ATTRIBUTES, 1);
IS(SLUICE_Q_VALUES, 2);

IS(SLUICE_TRACE_REQUEST, 1);
IS(SLUICE_TRACE_REPLY, 2);
IS(SLUICE_TRACE_NOTE, 3);

AT(sluice_attribute, field, 0);
AT(sluice_attribute, state, 4);
AT(sluice_attribute, member, 8);
AT(sluice_attribute, found, 24);
AT(sluice_attribute, reserved0, 40);
SIZE(sluice_attribute, 48);

AT(sluice_answer, token, 0);
AT(sluice_answer, known, 8);
AT(sluice_answer, reason, 12);
AT(sluice_answer, vendor_code, 16);
AT(sluice_answer, requests, 20);
AT(sluice_answer, attributes, 24);
AT(sluice_answer, n_attributes, 32);
AT(sluice_answer, code, 40);
AT(sluice_answer, message, 56);
AT(sluice_answer, reserved0, 72);
SIZE(sluice_answer, 80);

AT(sluice_question_batch, struct_size, 0);
AT(sluice_question_batch, flags, 4);
AT(sluice_question_batch, records, 8);
AT(sluice_question_batch, n_records, 16);
AT(sluice_question_batch, deadline_mono_ns, 24);
SIZE(sluice_question_batch, 32);

AT(sluice_verify_host, struct_size, 0);
AT(sluice_verify_host, reserved0, 4);
AT(sluice_verify_host, answer, 8);
SIZE(sluice_verify_host, 16);

AT(sluice_verify, struct_size, 0);
AT(sluice_verify, settle_ms, 4);
AT(sluice_verify, validate, 8);
AT(sluice_verify, ask, 16);
SIZE(sluice_verify, 24);

AT(sluice_trace_host, struct_size, 0);
AT(sluice_trace_host, reserved0, 4);
AT(sluice_trace_host, tell, 8);
SIZE(sluice_trace_host, 16);

AT(sluice_trace, struct_size, 0);
AT(sluice_trace, reserved0, 4);
AT(sluice_trace, begin, 8);
AT(sluice_trace, preview, 16);
SIZE(sluice_trace, 24);

/* Each is called as the other side will call it: a signature that changes does not compile. */
static void answer(sluice_ctx *context, const sluice_answer *answers, size_t n)
{ (void)context; (void)answers; (void)n; }
static sluice_rc validate(const sluice_host *host, sluice_ctx *context, const sluice_spec *spec)
{ (void)host; (void)context; (void)spec; return SLUICE_OK; }
static sluice_rc ask(sluice_instance *self, const sluice_verify_host *host, const sluice_question_batch *batch)
{ (void)self; (void)host; (void)batch; return SLUICE_OK; }
static void tell(sluice_ctx *context, sluice_str id, uint32_t what, sluice_str text)
{ (void)context; (void)id; (void)what; (void)text; }
static sluice_rc begin(sluice_instance *self, const sluice_trace_host *host)
{ (void)self; (void)host; return SLUICE_OK; }
static sluice_rc preview(sluice_instance *self, const sluice_record *record)
{ (void)self; (void)record; return SLUICE_OK; }

int extensions_have_members(void);
int extensions_have_members(void) {
    const sluice_verify_host verify_host = {sizeof verify_host, 0, answer};
    const sluice_verify verify = {sizeof verify, 0, validate, ask};
    const sluice_trace_host trace_host = {sizeof trace_host, 0, tell};
    const sluice_trace trace = {sizeof trace, 0, begin, preview};
    return SLUICE_HAS(&verify_host, answer) && SLUICE_HAS(&verify, ask) && SLUICE_HAS(&trace_host, tell) &&
           SLUICE_HAS(&trace, preview);
}
