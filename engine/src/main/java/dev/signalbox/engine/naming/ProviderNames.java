package dev.signalbox.engine.naming;

import java.util.List;

/**
 * What names a configured provider answers to.
 *
 * @param id its id in the config
 * @param maker whose catalog cards it serves ({@code openai}, {@code anthropic} …); empty text for
 *     none
 * @param models names it is known to serve, declared or asked of it
 */
public record ProviderNames(String id, String maker, List<String> models) {
  public ProviderNames {
    models = List.copyOf(models);
  }
}
