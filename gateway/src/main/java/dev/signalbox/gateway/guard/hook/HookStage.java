package dev.signalbox.gateway.guard.hook;

/** What a webhook is asked about. */
public enum HookStage {
  /** Prompts, before they leave. */
  BEFORE("before", "request"),
  /** Answers, before they go out. */
  AFTER("after", "answer");

  private final String id;
  private final String subject;

  HookStage(String id, String subject) {
    this.id = id;
    this.subject = subject;
  }

  /** As it is configured and told to the webhook. */
  public String id() {
    return id;
  }

  /** What is refused, in words. */
  String subject() {
    return subject;
  }
}
