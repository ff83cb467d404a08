// A copy of the obedient plugin in a folder of its own, for tests that spoil it. Removed when it
// goes.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

class TempCopy {
public:
    TempCopy() : folder_{make_folder()}, path_{folder_ / "obedient.so"} {
        std::filesystem::copy_file(OBEDIENT_PLUGIN, path_);
        std::filesystem::permissions(path_, std::filesystem::perms{0755});
    }
    TempCopy(const TempCopy&) = delete;
    TempCopy& operator=(const TempCopy&) = delete;
    ~TempCopy() { std::filesystem::remove_all(folder_); }

    std::string folder() const { return folder_.string(); }
    std::string path() const { return path_.string(); }

private:
    static std::filesystem::path make_folder() {
        std::string name = (std::filesystem::temp_directory_path() / "sluice-test-XXXXXX").string();
        return std::filesystem::path{mkdtemp(name.data())};
    }

    std::filesystem::path folder_;
    std::filesystem::path path_;
};
