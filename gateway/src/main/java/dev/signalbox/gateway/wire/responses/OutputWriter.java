package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.Optional;

/**
 * Writes the parts of one answer, one after another, as output items. Texts and refusals in a row
 * share one message until a text says that a message of its own begins there; an item stays open
 * until the next one begins or the answer ends, as only then its status is known. Empty texts of
 * other protocols are left out. Used by one thread at a time.
 */
final class OutputWriter {
  private static final String COMPLETED = "completed";

  private final EventSink sink;
  private final Settings settings;
  private final ArrayNode output = StrictJson.mapper().createArrayNode();
  private Optional<OutputItem> current = Optional.empty();
  private String path = "output";
  private Optional<Part.Text> unwritten = Optional.empty();
  private Optional<Signature> textSignature = Optional.empty();

  OutputWriter(EventSink sink, Settings settings) {
    this.sink = sink;
    this.settings = settings;
  }

  /**
   * What an answer's items need beside its parts.
   *
   * @param replyId ids of items are derived from it
   * @param logProbsWanted whether the client asked for log probabilities
   */
  record Settings(String replyId, SignatureSeal seal, Losses losses, boolean logProbsWanted) {}

  /** The items written so far, without the open one. */
  ArrayNode output() {
    return output;
  }

  /** Takes an event of a part; parts must not overlap. */
  void accept(ReplyEvent event) {
    switch (event) {
      case ReplyEvent.PartOpened(_, int part, var opening) -> {
        path = "output[" + part + "]";
        open(opening);
      }
      case ReplyEvent.Delta(_, _, var text) -> grow(text);
      case ReplyEvent.Cited(_, _, var citation) -> message().ifPresent(m -> m.cite(citation));
      case ReplyEvent.LogProbs(_, _, var tokens) -> message().ifPresent(m -> m.logProbs(tokens));
      case ReplyEvent.Signed(_, _, var signature) -> sign(signature);
      case ReplyEvent.Annotated(_, _, var extras) -> annotate(extras);
      case ReplyEvent.PartClosed _ -> closePart();
      case ReplyEvent.Started _,
          ReplyEvent.Stopped _,
          ReplyEvent.UsageReported _,
          ReplyEvent.ReplyAnnotated _,
          ReplyEvent.Failed _,
          ReplyEvent.Ended _,
          ReplyEvent.Unmapped _ -> {}
    }
  }

  /** Ends the open item with {@code status}. */
  void end(String status) {
    unwritten = Optional.empty();
    current.ifPresent(item -> output.add(item.end(status)));
    current = Optional.empty();
  }

  private void open(Part opening) {
    switch (opening) {
      case Part.Text text -> openText(text);
      case Part.Refusal refusal -> {
        if (!(current.orElse(null) instanceof MessageOutput)) {
          begin(newMessage(Extras.NONE));
        }
        message().ifPresent(MessageOutput::openRefusal);
        grow(refusal.text());
      }
      case Part.Reasoning reasoning -> {
        end(COMPLETED);
        Extras extras = own(reasoning.extras());
        begin(new ReasoningOutput(place("rs", extras), extras));
        grow(reasoning.text());
        reasoning.signature().ifPresent(this::sign);
      }
      case Part.ToolCall call -> openCall(call);
      case Part.Media media -> media(media);
      case Part.Opaque opaque -> opaque(opaque);
      case Part.ToolResult _ -> losses().dropped(path, "an answer holds no tool results here");
    }
  }

  private void openText(Part.Text text) {
    unwritten = Optional.of(text);
    textSignature = text.signature();
    boolean ours = text.extras().belongTo(Protocol.RESPONSES);
    if (ours || !text.text().isEmpty() || !text.citations().isEmpty()) {
      writeText();
      grow(text.text());
      message().ifPresent(m -> text.citations().forEach(m::cite));
      message().ifPresent(m -> m.logProbs(text.logProbs()));
    }
  }

  private void writeText() {
    Part.Text text = unwritten.orElseThrow();
    unwritten = Optional.empty();
    Extras extras = own(text.extras());
    boolean begins = Notes.has(extras, Notes.ID);
    if (begins || !(current.orElse(null) instanceof MessageOutput)) {
      begin(newMessage(extras));
    }
    message().ifPresent(m -> m.openText(extras));
  }

  private MessageOutput newMessage(Extras extras) {
    return new MessageOutput(place("msg", extras), extras, losses(), settings.logProbsWanted());
  }

  private void openCall(Part.ToolCall call) {
    Extras extras = own(call.extras());
    String callId = ToolIds.toClient(call, Protocol.RESPONSES, settings.seal());
    ObjectNode fields = StrictJson.object();
    extras.writeTo(fields, Protocol.RESPONSES, losses(), "");
    end(COMPLETED);
    begin(
        new CallOutput(
            place("fc", extras),
            new CallOutput.Call(callId, call.name(), fields),
            extras.belongTo(Protocol.RESPONSES)));
    grow(call.argumentsJson());
  }

  private void media(Part.Media media) {
    boolean image = media.kind() == MediaKind.IMAGE && media.source() instanceof MediaSource.Inline;
    if (!image) {
      losses().dropped(path, "an answer holds no media but inline images here");
      return;
    }
    end(COMPLETED);
    MediaSource.Inline inline = (MediaSource.Inline) media.source();
    Extras extras = own(media.extras());
    OutputItem.Place place = place("ig", extras);
    ObjectNode item = StrictJson.object();
    item.put("id", place.id());
    item.put("type", "image_generation_call");
    item.put("status", COMPLETED);
    item.put("result", inline.base64());
    extras.writeTo(item, Protocol.RESPONSES, losses(), "");
    if (inline.mimeType().startsWith("image/")) {
      String format = inline.mimeType().substring("image/".length());
      item.putIfAbsent("output_format", item.textNode(format));
    }
    whole(place, item);
  }

  private void opaque(Part.Opaque opaque) {
    if (opaque.origin() == Protocol.RESPONSES && opaque.raw() instanceof ObjectNode item) {
      end(COMPLETED);
      whole(place("item", Extras.NONE), item);
    } else {
      losses().dropped(path, "`%s` is known to another API only".formatted(opaque.type()));
    }
  }

  private void whole(OutputItem.Place place, ObjectNode item) {
    place.added(item);
    place.done(item);
    output.add(item);
  }

  private void grow(String text) {
    if (!text.isEmpty() && unwritten.isPresent()) {
      writeText();
    }
    current.filter(_ -> unwritten.isEmpty()).ifPresent(item -> item.grow(text));
  }

  /** The message whose text is open; begins it if it was not worth writing before. */
  private Optional<MessageOutput> message() {
    if (unwritten.isPresent()) {
      writeText();
    }
    return current.filter(MessageOutput.class::isInstance).map(MessageOutput.class::cast);
  }

  private void sign(Signature signature) {
    switch (current.orElse(null)) {
      case ReasoningOutput reasoning when unwritten.isEmpty() ->
          reasoning.encrypted(
              signature.origin() == Protocol.RESPONSES
                  ? signature.value()
                  : settings.seal().seal("", signature));
      case CallOutput _ when unwritten.isEmpty() ->
          losses().dropped(path + ".signature", "it came after the id it travels in");
      case null, default -> textSignature = Optional.of(signature);
    }
  }

  private void annotate(Extras extras) {
    Extras ours = own(extras);
    if (unwritten.isPresent() || ours.isEmpty()) {
      return;
    }
    current.ifPresent(
        item -> {
          switch (item) {
            case MessageOutput message -> message.annotate(ours);
            case ReasoningOutput reasoning -> reasoning.annotate(ours);
            case CallOutput call -> call.annotate(ours);
          }
        });
  }

  private void closePart() {
    if (unwritten.isEmpty()) {
      current.ifPresent(OutputItem::endPart);
    }
    unwritten = Optional.empty();
    textSignature.ifPresent(this::carry);
    textSignature = Optional.empty();
  }

  /** Texts have no place for a signature; it travels in a reasoning item behind them. */
  private void carry(Signature signature) {
    end(COMPLETED);
    OutputItem.Place place = place("rs", Extras.NONE);
    ObjectNode item = StrictJson.object();
    item.put("id", place.id());
    item.put("type", "reasoning");
    item.putArray("summary");
    item.put("encrypted_content", settings.seal().seal(ReasoningJson.SIGNED_TEXT, signature));
    whole(place, item);
  }

  private void begin(OutputItem item) {
    current = Optional.of(item);
  }

  private OutputItem.Place place(String prefix, Extras extras) {
    end(COMPLETED);
    int index = output.size();
    String known = Notes.text(extras, Notes.ID);
    String id =
        known.isEmpty() ? ItemIds.make(prefix, settings.replyId(), String.valueOf(index)) : known;
    return new OutputItem.Place(sink, index, id);
  }

  /** The extras if they are our own; those of other protocols are told as lost. */
  private Extras own(Extras extras) {
    if (extras.belongTo(Protocol.RESPONSES)) {
      return extras;
    }
    extras.writeTo(StrictJson.object(), Protocol.RESPONSES, losses(), path);
    return Extras.NONE;
  }

  private Losses losses() {
    return settings.losses();
  }
}
