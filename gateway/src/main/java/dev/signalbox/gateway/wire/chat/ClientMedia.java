package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;

/**
 * Writes generated media into a message or a delta: audio as {@code audio}, images as {@code
 * images}, the field OpenRouter made common; OpenAI itself answers with no images here.
 */
final class ClientMedia {
  /** How long generated audio can be referred to when its provider did not say, in seconds. */
  private static final long AUDIO_SECONDS = 3_600;

  private final ReplyFrame frame;
  private final Losses losses;

  ClientMedia(ReplyFrame frame, Losses losses) {
    this.frame = frame;
    this.losses = losses;
  }

  void write(Part.Media media, ObjectNode message, String path) {
    if (media.kind() == MediaKind.AUDIO
        && media.source() instanceof MediaSource.Inline(_, String base64)) {
      audio(media.extras(), base64, message, path);
    } else if (media.kind() == MediaKind.IMAGE
        && media.source() instanceof MediaSource.Inline inline) {
      image(MediaUrls.write(inline), media.extras(), message, path);
    } else if (media.kind() == MediaKind.IMAGE
        && media.source() instanceof MediaSource.Url(String url, _)) {
      image(url, media.extras(), message, path);
    } else {
      losses.dropped(path, "the Chat API has no answers of this kind");
    }
  }

  private void image(String url, Extras extras, ObjectNode message, String path) {
    ObjectNode entry = message.withArray("images").addObject().put("type", "image_url");
    entry.putObject("image_url").put("url", url);
    extras.writeTo(entry, Protocol.CHAT, losses, path);
  }

  private void audio(Extras extras, String base64, ObjectNode message, String path) {
    ObjectNode audio = StrictJson.object();
    extras.writeTo(audio, Protocol.CHAT, losses, path);
    audio.put("data", base64);
    if (!audio.has("id")) {
      audio.put("id", "audio_" + frame.replyId());
    }
    if (!audio.has("expires_at")) {
      audio.put("expires_at", frame.nowSeconds() + AUDIO_SECONDS);
    }
    if (!audio.has("transcript")) {
      audio.put("transcript", "");
    }
    message.set("audio", audio);
  }
}
