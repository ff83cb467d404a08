#include "host/conform/elf_facts.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <elf.h>

namespace host {
namespace {

// `count` objects of T at `offset`; none if they do not all lie within the file.
template <class T>
std::vector<T> objects_at(std::string_view file, std::uint64_t offset, std::uint64_t count) {
    if (count == 0 || offset > file.size() || count > (file.size() - offset) / sizeof(T)) {
        return {};
    }
    std::vector<T> objects(count);
    std::memcpy(objects.data(), file.data() + offset, count * sizeof(T));
    return objects;
}

std::string text_at(std::string_view strings, std::uint64_t offset) {
    if (offset >= strings.size()) {
        return {};
    }
    const std::string_view rest = strings.substr(offset);
    return std::string{rest.substr(0, rest.find('\0'))};
}

class Library {
public:
    explicit Library(std::string_view file) : file_{file} {
        const auto headers = objects_at<Elf64_Ehdr>(file, 0, 1);
        is_elf_ = !headers.empty() && std::memcmp(headers[0].e_ident, ELFMAG, SELFMAG) == 0 &&
                  headers[0].e_ident[EI_CLASS] == ELFCLASS64 &&
                  headers[0].e_ident[EI_DATA] == ELFDATA2LSB;
        if (is_elf_) {
            segments_ = objects_at<Elf64_Phdr>(file, headers[0].e_phoff, headers[0].e_phnum);
            sections_ = objects_at<Elf64_Shdr>(file, headers[0].e_shoff, headers[0].e_shnum);
        }
    }

    bool is_elf() const { return is_elf_; }
    const std::vector<Elf64_Phdr>& segments() const { return segments_; }

    // Calls take(object, strings) for each T of each section of that type.
    template <class T, class Take>
    bool each(std::uint32_t type, Take take) const {
        bool found = false;
        for (const Elf64_Shdr& section : sections_) {
            if (section.sh_type != type || section.sh_link >= sections_.size()) {
                continue;
            }
            found = true;
            const std::string_view strings = bytes(sections_[section.sh_link]);
            for (const T& object :
                 objects_at<T>(file_, section.sh_offset, section.sh_size / sizeof(T))) {
                take(object, strings);
            }
        }
        return found;
    }

private:
    std::string_view bytes(const Elf64_Shdr& section) const {
        if (section.sh_offset > file_.size() ||
            section.sh_size > file_.size() - section.sh_offset) {
            return {};
        }
        return file_.substr(section.sh_offset, section.sh_size);
    }

    std::string_view file_;
    bool is_elf_ = false;
    std::vector<Elf64_Phdr> segments_;
    std::vector<Elf64_Shdr> sections_;
};

void note_symbol(const Elf64_Sym& symbol, std::string_view strings, ElfFacts& facts) {
    std::string name = text_at(strings, symbol.st_name);
    const unsigned binding = ELF64_ST_BIND(symbol.st_info);
    const unsigned visibility = ELF64_ST_VISIBILITY(symbol.st_other);
    if (name.empty() || binding == STB_LOCAL) {
        return;
    }
    if (symbol.st_shndx == SHN_UNDEF) {
        if (binding != STB_WEAK) {
            facts.undefined.push_back(std::move(name));
        }
        return;
    }
    if (visibility == STV_HIDDEN || visibility == STV_INTERNAL) {
        return;
    }
    if (binding == STB_GNU_UNIQUE) {
        facts.unique.push_back(name);
    }
    facts.exports.push_back(std::move(name));
}

void note_dynamic(const Elf64_Dyn& entry, std::string_view strings, ElfFacts& facts) {
    if (entry.d_tag == DT_NEEDED) {
        facts.needed.push_back(text_at(strings, entry.d_un.d_val));
    }
    if (entry.d_tag == DT_TEXTREL ||
        (entry.d_tag == DT_FLAGS && (entry.d_un.d_val & DF_TEXTREL) != 0)) {
        facts.has_text_relocations = true;
    }
}

// Without a PT_GNU_STACK the kernel takes an executable one.
bool executable_stack(const std::vector<Elf64_Phdr>& segments) {
    const auto stack =
        std::find_if(segments.begin(), segments.end(), [](const Elf64_Phdr& segment) {
            return segment.p_type == PT_GNU_STACK;
        });
    return stack == segments.end() || (stack->p_flags & PF_X) != 0;
}

}  // namespace

bool ElfFacts::is_sanitized() const {
    return std::any_of(undefined.begin(), undefined.end(), [](const std::string& name) {
        return name.starts_with("__asan_") || name.starts_with("__tsan_") ||
               name.starts_with("__ubsan_");
    });
}

sluice::Result<ElfFacts, Problem> elf_facts(std::string_view file) {
    const Library library{file};
    if (!library.is_elf()) {
        return Problem{"expected a 64-bit shared library (ELF), found another kind of file"};
    }
    ElfFacts facts;
    const bool has_symbols =
        library.each<Elf64_Sym>(SHT_DYNSYM, [&](const Elf64_Sym& symbol, std::string_view strings) {
            note_symbol(symbol, strings, facts);
        });
    library.each<Elf64_Dyn>(SHT_DYNAMIC, [&](const Elf64_Dyn& entry, std::string_view strings) {
        note_dynamic(entry, strings, facts);
    });
    if (!has_symbols) {
        return Problem{"expected a shared library with a dynamic symbol table, found none"};
    }
    facts.has_executable_stack = executable_stack(library.segments());
    std::sort(facts.exports.begin(), facts.exports.end());
    std::sort(facts.undefined.begin(), facts.undefined.end());
    return facts;
}

}  // namespace host
