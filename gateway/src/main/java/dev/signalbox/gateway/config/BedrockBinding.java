package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Place;
import dev.signalbox.gateway.config.schema.Values;
import dev.signalbox.gateway.provider.ProviderTypes;
import dev.signalbox.gateway.provider.aws.AwsHost;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks and makes what only Bedrock has. */
final class BedrockBinding {
  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+){1,3}-\\d{1,2}");

  private BedrockBinding() {}

  static void check(Values values) {
    if (values.get(ProviderKeys.TYPE) != ProviderTypes.BEDROCK) {
      return;
    }
    if (region(values).isEmpty()) {
      Place place = values.place(ProviderKeys.REGIONS);
      values
          .report()
          .say(
              place,
              "`%s`%s needs the key `region` for `provider_type = \"bedrock\"`: one of AWS, such as `eu-central-1`"
                  .formatted(place.path(), place.at()));
    }
    if (values.get(ProviderKeys.MODELS).stream()
        .flatMap(model -> model.api().stream())
        .anyMatch(api -> api != Protocol.ANTHROPIC)) {
      values
          .report()
          .wrong(
              values.place(ProviderKeys.MODELS),
              "may have `api = \"anthropic\"`, no other; without it a model is asked by its name");
    }
    if (values.has(ProviderKeys.CREDENTIALS)
        && values.place(ProviderKeys.CREDENTIALS).source().equals(Documents.SOURCE)) {
      values
          .report()
          .wrong(
              values.place(ProviderKeys.CREDENTIALS),
              "may stand in the configuration file only, as it is whoever runs the machine that"
                  + " gives its access keys");
    }
    int ids = values.get(ProviderKeys.ACCESS_KEY_ID).size();
    same(values, ProviderKeys.SECRET_ACCESS_KEY, ids, ids);
    same(values, ProviderKeys.SESSION_TOKEN, ids, 0);
  }

  private static void same(Values values, Key<? extends List<?>> key, int ids, int otherwise) {
    int count = values.get(key).size();
    if (count != ids && count != otherwise) {
      values
          .report()
          .wrong(
              values.has(key) ? values.place(key) : values.place(ProviderKeys.ACCESS_KEY_ID),
              "`%s` has %d entries for %d of `access_key_id`: each id needs its own"
                  .formatted(key.name(), count, ids));
    }
  }

  static ProviderConfig.Bedrock bedrock(Values values) {
    List<Secret> ids = values.get(ProviderKeys.ACCESS_KEY_ID);
    List<Secret> secrets = values.get(ProviderKeys.SECRET_ACCESS_KEY);
    List<Secret> tokens = values.get(ProviderKeys.SESSION_TOKEN);
    var keys = new ArrayList<ProviderConfig.AccessKey>();
    for (int i = 0; i < ids.size(); i++) {
      keys.add(
          new ProviderConfig.AccessKey(
              ids.get(i),
              secrets.get(i),
              tokens.isEmpty() ? Optional.empty() : Optional.of(tokens.get(i))));
    }
    boolean isBedrock = values.get(ProviderKeys.TYPE) == ProviderTypes.BEDROCK;
    return new ProviderConfig.Bedrock(
        values.get(ProviderKeys.API),
        isBedrock ? region(values).orElse("") : "",
        keys,
        values.get(ProviderKeys.CREDENTIALS).map(source -> new AwsHost(source, Map.of())));
  }

  /** The first of its regions that is one of AWS; the others are tags of their owner's. */
  private static Optional<String> region(Values values) {
    return values.get(ProviderKeys.REGIONS).stream()
        .filter(name -> REGION.matcher(name).matches())
        .findFirst();
  }
}
