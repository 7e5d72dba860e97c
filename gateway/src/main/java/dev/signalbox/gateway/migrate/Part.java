package dev.signalbox.gateway.migrate;

/** The sections of our file, in their usual order, with what a reader is told of each. */
enum Part {
  SERVER("the listening side"),
  PROVIDERS("where requests go"),
  MODELS("the model names that clients use"),
  ROUTING("other model names, and what is tried after a failure"),
  REWRITES("model names that a provider serves by rule; the first match counts"),
  PROFILES("what kinds of requests want of a model"),
  CARDS("what is known of models"),
  APPS("doors under a path of their own"),
  KEY_MAP("the keys of callers"),
  ACCESS("who may do what"),
  SANITIZATION("scanning of prompts"),
  BUDGETS("what may be spent"),
  LIMITS("how much may be taken"),
  METRICS("figures for Prometheus");

  private final String about;

  Part(String about) {
    this.about = about;
  }

  String about() {
    return about;
  }
}
