// chaos: the real host against the sandbox, while everything fails that a seed says. Exit 0 if all
// promises hold, 1 with the evidence if not.
#include "tests/chaos/episode.hpp"
#include "tests/chaos/judge.hpp"
#include "tests/chaos/plan.hpp"

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>

namespace {

using chaos::Length;

constexpr int usage_error = 2;

struct Options {
    std::uint64_t seed = 1;
    std::optional<std::size_t> episode;
    Length length = Length::brief;
};

// What a length has to show before it is enough.
struct Enough {
    std::size_t episodes;
    std::uint64_t kills;
};
Enough enough(Length length) {
    return length == Length::brief ? Enough{2, 5} : Enough{8, 100};
}

void say(const std::string& text) {
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

// Kills that were dealt; nothing if a promise was broken.
std::optional<std::uint64_t> play(const Options& options, std::size_t number) {
    const chaos::Plan plan = make_plan(options.seed, number, options.length);
    say(text_of(plan));
    const auto began = std::chrono::steady_clock::now();
    chaos::Episode episode{plan};
    std::string broken;
    try {
        episode.play();
        broken = episode.misconduct() + judge(episode.evidence()).text();
    } catch (const std::exception& failure) {
        broken = episode.misconduct() + "  " + failure.what() + '\n';
    }
    const std::chrono::duration<double> lasted = std::chrono::steady_clock::now() - began;
    if (broken.empty()) {
        char figures[128];
        std::snprintf(
            figures,
            sizeof figures,
            "  kept: %zu requests, %llu kills in %zu runs, %llu repeats, %.1f s\n",
            episode.evidence().arrivals.size(),
            static_cast<unsigned long long>(episode.kills()),
            episode.evidence().runs.size(),
            static_cast<unsigned long long>(episode.repeats()),
            lasted.count()
        );
        say(figures);
        return episode.kills();
    }
    say("  BROKEN:\n" + broken + "  the folder is kept: " + episode.keep() +
        "\n  again: tests/chaos/run " + (options.length == Length::full ? "--long " : "") +
        "--seed " + std::to_string(options.seed) + " --episode " + std::to_string(number) + '\n');
    return std::nullopt;
}

int run(const Options& options) {
    say("seed " + std::to_string(options.seed) + '\n');
    if (options.episode) {
        return play(options, *options.episode) ? 0 : 1;
    }
    const Enough wanted = enough(options.length);
    std::uint64_t kills = 0;
    for (std::size_t number = 0; number < wanted.episodes || kills < wanted.kills; ++number) {
        const auto dealt = play(options, number);
        if (!dealt) {
            return 1;
        }
        kills += *dealt;
    }
    say("every promise held over " + std::to_string(kills) + " kills\n");
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Drives the real host against the sandbox while everything fails, and judges."};
    Options options;
    bool is_long = false;
    app.add_option("--seed", options.seed, "Decides everything")->capture_default_str();
    app.add_flag("--long", is_long, "A hundred kills, some minutes");
    app.add_option("--episode", options.episode, "This one alone");
    app.footer("Example:\n  chaos --long --seed 7");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : usage_error;
    }
    options.length = is_long ? Length::full : Length::brief;
    return run(options);
}
