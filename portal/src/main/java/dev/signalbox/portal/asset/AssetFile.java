package dev.signalbox.portal.asset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** One file of the portal, ready to be sent. */
public final class AssetFile {
  /** What is gained must be worth the work of the browser. */
  private static final double WORTH = 0.9;

  private final String contentType;
  private final byte[] plain;
  private final Optional<byte[]> packed;

  private AssetFile(String contentType, byte[] plain, Optional<byte[]> packed) {
    this.contentType = contentType;
    this.plain = plain;
    this.packed = packed;
  }

  /** The file {@code name}, of which {@code content} is all. */
  static AssetFile of(String name, byte[] content) {
    byte[] gzip = gzip(content);
    boolean worth = gzip.length < content.length * WORTH;
    return new AssetFile(typeOf(name), content, worth ? Optional.of(gzip) : Optional.empty());
  }

  /** What it is, such as {@code text/css; charset=utf-8}. */
  public String contentType() {
    return contentType;
  }

  /** As it is; not to be changed. */
  public byte[] plain() {
    return plain;
  }

  /** The same in gzip form, where that is shorter; not to be changed. */
  public Optional<byte[]> packed() {
    return packed;
  }

  private static String typeOf(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "json" -> "application/json";
      case "webmanifest" -> "application/manifest+json";
      case "svg" -> "image/svg+xml";
      case "png" -> "image/png";
      case "ico" -> "image/x-icon";
      case "woff2" -> "font/woff2";
      default -> "text/plain; charset=utf-8";
    };
  }

  private static byte[] gzip(byte[] content) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
