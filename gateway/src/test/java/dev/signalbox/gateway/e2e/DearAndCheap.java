package dev.signalbox.gateway.e2e;

/**
 * A provider with a dear model and a cheap one, whose prices are known whatever the catalog says.
 */
public final class DearAndCheap {
  /** Begins with keys of {@code [server]}, so that others may stand before. */
  public static final String FLEET =
      """
      api_key = "operator-key"
      [[providers]]
      id = "oa"
      provider_type = "openai"
      api_key = "provider-key"
      endpoint = "UPSTREAM"
      models = ["gpt-6-sol", "gpt-6-luna"]
      [[cards]]
      id = "openai/gpt-6-sol"
      price = { rows = [{ input = 2, output = 10 }] }
      [[cards]]
      id = "openai/gpt-6-luna"
      price = { rows = [{ input = 0.4, output = 1.6 }] }
      """;

  private DearAndCheap() {}
}
