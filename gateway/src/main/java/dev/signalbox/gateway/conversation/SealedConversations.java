package dev.signalbox.gateway.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.conversation.StoredConversations.Name;
import dev.signalbox.gateway.http.ResponseStore.Stored;
import dev.signalbox.gateway.vault.Vault;
import dev.signalbox.gateway.vault.VaultException;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conversations as they are stored: JSON, deflated, and sealed for their name, so that who reads
 * the database reads no prompts. Used by all threads.
 */
public final class SealedConversations {
  private static final Logger log = LoggerFactory.getLogger(SealedConversations.class);

  /** More than any request that is let in, with all that came before it. */
  private static final int MOST_BYTES = 256 << 20;

  private final Vault vault;

  /** Sealed by {@code vault}. */
  public SealedConversations(Vault vault) {
    this.vault = vault;
  }

  byte[] seal(Name name, Stored stored) {
    ObjectNode tree =
        StrictJson.object()
            .put("provider", stored.provider())
            .put("kept_there", stored.keptThere())
            .put("bytes", stored.bytes())
            .set("response", stored.response());
    tree.putArray("input").addAll(stored.input());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream deflating = new DeflaterOutputStream(packed)) {
      deflating.write(StrictJson.toBytes(tree));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return vault.seal(recordOf(name), packed.toByteArray());
  }

  /** Empty, and told, when it is damaged or was sealed with a key that is lost. */
  Optional<Stored> open(Name name, byte[] sealed) {
    byte[] text;
    try (InputStream inflating =
        new InflaterInputStream(new ByteArrayInputStream(vault.open(recordOf(name), sealed)))) {
      text = inflating.readNBytes(MOST_BYTES);
    } catch (IOException | VaultException e) {
      log.warn("a kept answer cannot be opened: {}", e.getMessage());
      return Optional.empty();
    }
    JsonNode tree = StrictJson.parse(text);
    List<JsonNode> input = new ArrayList<>();
    tree.path("input").forEach(input::add);
    return Optional.of(
        new Stored(
            name.owner(),
            tree.path("provider").asText(),
            tree.path("kept_there").asBoolean(),
            input,
            tree.path("response"),
            tree.path("bytes").asInt()));
  }

  private static String recordOf(Name name) {
    return "conversation/" + name.owner() + "/" + name.id();
  }
}
