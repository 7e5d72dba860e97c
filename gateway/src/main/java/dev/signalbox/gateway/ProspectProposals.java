package dev.signalbox.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.archive.SnapshotCodec;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.FixedKeys;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.ProfileDocument;
import dev.signalbox.gateway.pipeline.LiveNames;
import dev.signalbox.gateway.plan.Proposal;
import dev.signalbox.gateway.plan.Proposals;
import dev.signalbox.gateway.plan.Side;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Proposals beside what is served. Variables of a proposed file stand for texts of our own: an
 * answer could tell what is in the environment otherwise.
 */
final class ProspectProposals implements Proposals {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");
  private static final String PART = "variable.invalid";
  private static final String WHOLE = "https://" + PART;

  private final Prospect prospect;
  private final Known known;

  /**
   * What else there is.
   *
   * @param snapshot what is decided on
   * @param names what names stand for
   * @param listed models that servers list themselves, by provider id
   * @param stored the stored profiles
   * @param restored puts secrets of the file in the place of their marks
   * @param registered lays over a file what is registered at run time
   */
  record Known(
      Supplier<Snapshot> snapshot,
      LiveNames names,
      Supplier<Map<String, List<String>>> listed,
      Supplier<List<Profile>> stored,
      UnaryOperator<GatewayConfig> registered,
      Supplier<Instant> now,
      UnaryOperator<String> restored) {}

  /** Proposals beside {@code prospect}. */
  ProspectProposals(Prospect prospect, Known known) {
    this.prospect = prospect;
    this.known = known;
  }

  @Override
  public Side current() {
    return new Side(
        known.snapshot().get(), new MountedNames(known.names().resolver(), prospect.mounts()));
  }

  @Override
  public Proposal ofText(String toml) {
    String whole = known.restored().apply(toml);
    return ofConfig(
        new ConfigLoader(standIns(whole)).parse("the proposed configuration", whole).config());
  }

  /** The same of one that is read already. */
  Proposal ofConfig(GatewayConfig wanted) {
    FixedKeys.Kept kept = FixedKeys.keep(prospect.config(), wanted);
    List<String> notes = new ArrayList<>();
    kept.left()
        .forEach(key -> notes.add("`" + key + "` would change, which counts at the next start"));
    return proposal(known.registered().apply(kept.config()), notes);
  }

  private static Map<String, String> standIns(String toml) {
    Map<String, String> values = new HashMap<>();
    Matcher matcher = VARIABLE.matcher(toml);
    while (matcher.find()) {
      boolean whole = toml.contains("\"" + matcher.group() + "\"");
      values.put(matcher.group(1), whole ? WHOLE : PART);
    }
    return values;
  }

  private Proposal proposal(GatewayConfig config, List<String> notes) {
    Instant now = known.now().get();
    Prospect proposed = Prospect.of(config, LocalDate.ofInstant(now, ZoneOffset.UTC));
    List<Profile> stored = known.stored().get();
    Map<String, List<String>> listed = known.listed().get();
    LiveNames names = new LiveNames(proposed.names());
    names.heard(listed);
    notes.addAll(proposed.warnings());
    return new Proposal(
        new Side(
            proposed.snapshot(listed, PolicyWiring.policyOf(config, stored)),
            new MountedNames(names.resolver(), proposed.mounts())),
        proposed.assertions(now, stored),
        notes);
  }

  @Override
  public Proposal ofProfiles(Map<String, ObjectNode> profiles) {
    Snapshot now = known.snapshot().get();
    Map<String, Profile> changed = new HashMap<>(now.policy().profiles());
    profiles.forEach(
        (id, document) -> changed.put(id, ProfileDocument.read(id, document).profile()));
    Snapshot.Policy policy =
        new Snapshot.Policy(changed, now.policy().standard(), now.policy().rules());
    return new Proposal(
        new Side(now.under(SnapshotCodec.policyRevision(policy), policy), current().names()),
        prospect.assertions(known.now().get(), policy),
        List.of());
  }
}
