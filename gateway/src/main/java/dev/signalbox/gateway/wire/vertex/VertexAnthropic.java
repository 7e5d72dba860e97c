package dev.signalbox.gateway.wire.vertex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signalbox.gateway.wire.formats.ApiVariant;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;

/**
 * The Anthropic Messages API at Vertex AI: the model stands in the address and must not stand in
 * the body, which has the version in place of a header (<a
 * href="https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai">Claude on Vertex
 * AI</a>, read 2026-11). Of a count the model stays in the body.
 */
public record VertexAnthropic() implements ApiVariant {
  private static final String VERSION = "anthropic_version";
  private static final String VERTEX_VERSION = "vertex-2023-10-16";
  private static final String MODEL = "model";

  @Override
  public byte[] passed(BodyScan body, Losses losses) {
    BodyScan unnamed = body.has(MODEL) ? BodyScan.of(body.withoutField(MODEL)) : body;
    return unnamed.with(VERSION, StrictJson.toBytes(TextNode.valueOf(VERTEX_VERSION))).bytes();
  }

  @Override
  public void adapt(ObjectNode body, Losses losses) {
    body.remove(MODEL);
    body.put(VERSION, VERTEX_VERSION);
  }

  @Override
  public ObjectNode toCount(ObjectNode body, Losses losses) {
    return body.put(VERSION, VERTEX_VERSION);
  }
}
