// A copy of the obedient plugin in a folder of its own, for tests that spoil it.
#pragma once

#include "tests/support/temp_folder.hpp"

#include <filesystem>
#include <string>

class TempCopy {
public:
    TempCopy() {
        std::filesystem::copy_file(OBEDIENT_PLUGIN, path());
        std::filesystem::permissions(path(), std::filesystem::perms{0755});
    }

    std::string folder() const { return folder_.path().string(); }
    std::string path() const { return folder_ / "obedient.so"; }

private:
    tests::TempFolder folder_;
};
