// Why a line is no JSON record, as a sentence that holds nothing of the line. Used by
// JsonRecordParser. Pure.
#pragma once

#include <boost/json/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace host {

// "expected a value, found a letter": what stood at `offset` is named by its kind, structural
// characters by themselves.
std::string
json_fault(std::string_view text, std::size_t offset, const boost::json::error_code& error);

}  // namespace host
