package dev.signalbox.gateway.migrate;

import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.config.schema.Report;
import dev.signalbox.gateway.config.schema.TomlTree;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The gateways whose configuration can be imported. */
public enum SourceKind {
  LITELLM("litellm", "LiteLLM proxy", Language.YAML) {
    @Override
    boolean knows(Value root) {
      return List.of("model_list", "litellm_settings", "router_settings", "general_settings")
          .stream()
          .anyMatch(root::has);
    }

    @Override
    void read(Sheet sheet) {
      new LiteLlmConfig(sheet).read();
    }
  },
  ROSETTA("rosetta", "LLM-Rosetta", Language.JSONC) {
    @Override
    boolean knows(Value root) {
      return root.get("providers").filter(Value::isTable).isPresent()
          && (root.has("models") || root.has("server"));
    }

    @Override
    void read(Sheet sheet) {
      new RosettaConfig(sheet).read();
    }
  },
  POLYGLOT("polyglot", "Polyglot LLM Gateway", Language.YAML) {
    @Override
    boolean knows(Value root) {
      return root.get("providers").filter(Value::isList).isPresent()
          || root.has("apps")
          || root.has("frontdoors");
    }

    @Override
    void read(Sheet sheet) {
      new PolyglotConfig(sheet).read();
    }
  },
  LLM_GATEWAY("llm-gateway", "LLM Gateway (TOML)", Language.TOML) {
    @Override
    boolean knows(Value root) {
      return root.has("providers") || root.has("api_keys") || root.has("models");
    }

    @Override
    void read(Sheet sheet) {
      if (sheet.root().get("providers").filter(Value::isList).isPresent()) {
        new ProviderListConfig(sheet).read();
      } else {
        new ProviderTableConfig(sheet).read();
      }
    }
  };

  /** What a file is written in. */
  enum Language {
    YAML,
    JSONC,
    TOML;

    /** What the end of a file's name says, else how the text begins. */
    static Language of(String file, String text) {
      String name = file.toLowerCase(Locale.ROOT);
      if (name.endsWith(".yaml") || name.endsWith(".yml")) {
        return YAML;
      }
      if (name.endsWith(".toml")) {
        return TOML;
      }
      if (name.endsWith(".json") || name.endsWith(".jsonc") || looksLikeJson(text)) {
        return JSONC;
      }
      return TomlTree.parse(file, text, new Report()).isPresent() ? TOML : YAML;
    }

    private static boolean looksLikeJson(String text) {
      String begin = text.strip();
      return begin.startsWith("{") || begin.startsWith("//") || begin.startsWith("/*");
    }

    Node.Table parse(String file, String text) {
      return switch (this) {
        case YAML -> YamlTree.parse(file, text);
        case JSONC -> JsoncTree.parse(file, text);
        case TOML -> toml(file, text);
      };
    }

    private static Node.Table toml(String file, String text) {
      Report report = new Report();
      return TomlTree.parse(file, text, report)
          .orElseThrow(() -> new ImportRefusal(report.problems().getFirst().message()));
    }
  }

  private final String id;
  private final String title;
  private final Language language;

  SourceKind(String id, String title, Language language) {
    this.id = id;
    this.title = title;
    this.language = language;
  }

  /** The name on the command line. */
  public String id() {
    return id;
  }

  /** The name for people. */
  public String title() {
    return title;
  }

  Language language() {
    return language;
  }

  /** Whether a file looks like one of this gateway. */
  abstract boolean knows(Value root);

  /** Makes ours of it. */
  abstract void read(Sheet sheet);

  /** The kind called {@code id}. */
  public static Optional<SourceKind> named(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }

  /** The kind of a file in {@code language}, by what it holds. */
  static Optional<SourceKind> of(Language language, Value root) {
    return Arrays.stream(values())
        .filter(kind -> kind.language == language)
        .filter(kind -> kind.knows(root))
        .findFirst();
  }
}
