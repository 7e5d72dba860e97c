package dev.signalbox.gateway.demo;

import static dev.signalbox.gateway.demo.Errand.Door.CHAT;
import static dev.signalbox.gateway.demo.Errand.Door.EMBEDDINGS;
import static dev.signalbox.gateway.demo.Errand.Door.GEMINI;
import static dev.signalbox.gateway.demo.Errand.Door.MESSAGES;
import static dev.signalbox.gateway.demo.Errand.Door.RESPONSES;

import dev.signalbox.gateway.demo.Errand.Kind;
import dev.signalbox.gateway.demo.Team.Habits;
import dev.signalbox.gateway.demo.Team.Weighted;
import dev.signalbox.signals.learning.Reporter;
import java.util.List;

/** The eight teams of the demo. Every model they name is in the configuration of the demo. */
final class Teams {
  /** The model that is asked of the virtual gateway. */
  static final String OF_PARTNER = "sim-chat";

  /** The project that tries things out, and the app that its requests come through. */
  static final String PLAYGROUND = "playground";

  private static final int DIFF_LINES = 90;
  private static final int PAGE_SENTENCES = 25;

  static final List<Team> ALL =
      List.of(
          shop(),
          supportBot(),
          docsSearch(),
          codeReview(),
          batchNightly(),
          mobileApp(),
          analysts(),
          playground());

  private Teams() {}

  private static <T> Weighted<T> of(T value, int weight) {
    return new Weighted<>(value, weight);
  }

  private static Team shop() {
    return new Team(
        "shop",
        24,
        List.of("web", "checkout"),
        List.of("chat"),
        List.of(of("auto", 4), of("shop-assistant", 5), of("profile:fast", 1)),
        List.of(of(CHAT, 6), of(RESPONSES, 4)),
        new Habits(
            75,
            5,
            60,
            false,
            List.of(of(Kind.TOOLS, 22), of(Kind.PERSONAL, 6), of(Kind.LEAVES, 3)),
            Reporter.USER,
            45),
        "You help customers of a shop for outdoor gear. Be friendly and brief. ".repeat(6),
        List.of(
            "Which tent is light enough for a week in the Alps?",
            "Does the blue one come with a footprint?",
            "When would it arrive if I order today?",
            "Can I send it back after I have used it once?",
            "What is the status of my last order?"));
  }

  private static Team supportBot() {
    return new Team(
        "support-bot",
        19,
        List.of("helpdesk", "mail"),
        List.of("chat"),
        List.of(of("profile:chat", 4), of("claude-haiku-5-5", 4), of("claude-sonnet-5-5", 1)),
        List.of(of(MESSAGES, 1)),
        new Habits(
            60,
            4,
            80,
            false,
            List.of(of(Kind.PERSONAL, 18), of(Kind.TOOLS, 12), of(Kind.LEAVES, 2)),
            Reporter.USER,
            55),
        "You answer customers of a telephone company by the handbook that follows. ".repeat(10),
        List.of(
            "My bill is twice as high as last month. Why?",
            "I was abroad for three days, is that it?",
            "How do I switch roaming off for good?",
            "Please write that down so that I can show it to my son."));
  }

  private static Team docsSearch() {
    return new Team(
        "docs-search",
        15,
        List.of("search-service", "indexer"),
        List.of("general"),
        List.of(of("gemini-3.8-flash", 5), of("profile:fast", 2), of("auto", 1)),
        List.of(of(GEMINI, 5), of(EMBEDDINGS, 5)),
        new Habits(30, 1, 50, false, List.of(of(Kind.SCHEMA, 10)), Reporter.JUDGE, 60),
        "Answer from the pages below only, and name the page. "
            + "Page 12 says how a subscription is moved to another account. "
                .repeat(PAGE_SENTENCES),
        List.of(
            "How do I move a subscription to another account?",
            "Is there a limit on webhooks?",
            "What does error 4711 mean?",
            "How are dates written in the export?"));
  }

  private static Team codeReview() {
    return new Team(
        "code-review",
        12,
        List.of("ci", "ide"),
        List.of("code"),
        List.of(
            of("profile:code", 5),
            of("claude-sonnet-5-5", 3),
            of("gpt-6-sol", 2),
            of("claude-opus-5-5", 1)),
        List.of(of(CHAT, 3), of(MESSAGES, 3), of(RESPONSES, 2)),
        new Habits(
            50,
            3,
            140,
            false,
            List.of(of(Kind.TOOLS, 45), of(Kind.CREDENTIAL, 5)),
            Reporter.TEST,
            65),
        "Review the change below.\n"
            + "+    if (order.total() > limit) { throw new OverLimit(order.id()); }\n"
                .repeat(DIFF_LINES),
        List.of(
            "What would you change before this is merged?",
            "Write the test that fails without the second hunk.",
            "Is the lock needed at all?"));
  }

  private static Team batchNightly() {
    return new Team(
        "batch-nightly",
        10,
        List.of("cron"),
        List.of("extract"),
        List.of(of("profile:cheap", 6), of("gemini-2.5-flash-lite", 2), of("profile:extract", 2)),
        List.of(of(RESPONSES, 5), of(CHAT, 5)),
        new Habits(0, 1, 40, true, List.of(of(Kind.SCHEMA, 85)), Reporter.VALIDATOR, 70),
        "Extract sender, date and amount of the invoice. "
            + "Invoice 4711 of 3 November, 14 items, net amount 1,204.50. ".repeat(PAGE_SENTENCES),
        List.of(
            "Extract the fields of this invoice.", "Extract the fields; the date is in words."));
  }

  private static Team mobileApp() {
    return new Team(
        "mobile-app",
        13,
        List.of("ios", "android"),
        List.of("chat", "general"),
        List.of(of("mobile-fast", 6), of("profile:fast", 3), of("auto", 1)),
        List.of(of(GEMINI, 5), of(CHAT, 3)),
        new Habits(
            85,
            4,
            70,
            false,
            List.of(of(Kind.PICTURE, 14), of(Kind.LEAVES, 8), of(Kind.PERSONAL, 3)),
            Reporter.USER,
            65),
        "You are the assistant of a travel app. Two sentences at most. ".repeat(4),
        List.of(
            "What is this building?",
            "Is it open on Sundays?",
            "How do I get there from the station?",
            "And where can I eat nearby?"));
  }

  private static Team analysts() {
    return new Team(
        "analytics",
        4,
        List.of("notebook"),
        List.of("math", "general"),
        List.of(of("profile:best", 3), of("gpt-6-sol", 2), of("gpt-5.5", 2)),
        List.of(of(RESPONSES, 3), of(CHAT, 2)),
        new Habits(
            20,
            3,
            180,
            false,
            List.of(of(Kind.UNKNOWN_PROFILE, 5), of(Kind.TOO_LONG, 4)),
            Reporter.BUSINESS,
            40),
        "You help analysts of a bank with figures. ".repeat(8),
        List.of(
            "Which of these series has the clearest season?",
            "What would the forecast be with the last year only?",
            "Explain that for somebody without statistics."));
  }

  private static Team playground() {
    return new Team(
        PLAYGROUND,
        3,
        List.of("developer"),
        List.of("general"),
        List.of(
            of("azure-simulator/gpt-5.5", 4),
            of("ollama-simulator/qwen3:8b", 3),
            of(OF_PARTNER, 2),
            of("auto", 2)),
        List.of(of(CHAT, 3), of(MESSAGES, 2), of(GEMINI, 2), of(RESPONSES, 1)),
        new Habits(
            60,
            2,
            90,
            false,
            List.of(of(Kind.UNKNOWN_PROFILE, 10), of(Kind.CREDENTIAL, 8), of(Kind.LEAVES, 6)),
            Reporter.USER,
            10),
        "You are a helpful assistant.",
        List.of("Hello, who are you?", "Tell me a joke.", "And now one about trains."));
  }
}
