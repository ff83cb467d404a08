#include "host/manifest/secret_members.hpp"

#include "host/manifest/pointer.hpp"

namespace host {

SecretMember secret_member(std::span<const std::string> secrets, std::string_view pointer) {
    constexpr std::string_view any = ".*";
    SecretMember found = SecretMember::no;
    for (const std::string& name : secrets) {
        if (!name.ends_with(any)) {
            if (member_pointer(name) == pointer) {
                return SecretMember::always;
            }
        } else if (member_pointer(std::string_view{name}.substr(0, name.size() - any.size())) == parent_of(pointer)) {
            found = SecretMember::maybe;
        }
    }
    return found;
}

}  // namespace host
