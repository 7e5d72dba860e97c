package dev.signalbox.gateway.chaos;

import dev.signalbox.gateway.e2e.ClientApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Performs one deed on one connection.
 *
 * @param said what the request was
 * @param speech what a good answer to it would be
 */
record Play(Call call, Heard said, Speech speech, Wire wire) {
  private static final String JSON = "content-type: application/json\r\n";
  private static final String STREAM =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
  private static final String END = "0\r\n\r\n";
  private static final int FLOOD_ROUNDS = 40;
  private static final int FLOOD_EVENTS = 100;
  private static final int COMMENT_MILLIS = 60;
  private static final int SPLIT_BYTES = 240;

  /**
   * A request as it came.
   *
   * @param stream whether it asks for a stream
   * @param usage whether a stream is to tell its tokens
   * @param credential the key that came with it
   */
  record Heard(boolean stream, boolean usage, String credential) {}

  /** What becomes of the connection. */
  enum After {
    KEEP,
    CLOSE,
    RESET,
    /** It is closed when the next request comes. */
    STALE
  }

  /** Does {@code deed}; fails when the connection breaks. */
  After perform(Deed deed) throws IOException {
    return switch (deed) {
      case Deed.Answers(var manner) -> answer(manner);
      case Deed.Miscounts _ -> answer(Deed.Manner.PLAIN);
      case Deed.Refuses refusal -> refuse(refusal);
      case Deed.Breaks broken -> breakOff(broken);
      case Deed.Babbles(var noise) -> babble(noise);
    };
  }

  private After answer(Deed.Manner manner) throws IOException {
    if (said.stream()) {
      wire.write(
          manner == Deed.Manner.CLOSING
              ? STREAM.replaceFirst("\r\n", "\r\nconnection: close\r\n")
              : STREAM);
      stream(speech.events(said.usage()), manner);
      wire.write(END);
    } else {
      whole(manner);
    }
    if (tellsUsage()) {
      call.counts();
    }
    return switch (manner) {
      case CLOSING -> After.CLOSE;
      case STALE -> After.STALE;
      case PLAIN, SLOW, SPLIT, AT_ONCE, COMMENTED -> After.KEEP;
    };
  }

  /** Whether an answer tells figures that can be believed; Chat streams do when they are asked. */
  private boolean tellsUsage() {
    boolean asked = !said.stream() || speech.api() != ClientApi.CHAT || said.usage();
    return asked && speech.input().matches("[1-9]\\d{0,8}");
  }

  private void stream(List<Speech.Event> events, Deed.Manner manner) throws IOException {
    if (manner == Deed.Manner.AT_ONCE) {
      StringBuilder all = new StringBuilder();
      for (Speech.Event event : events) {
        note(event);
        all.append(event.text());
      }
      wire.chunk(all.toString());
      return;
    }
    for (Speech.Event event : events) {
      note(event);
      switch (manner) {
        case SPLIT -> split(event.text());
        case SLOW -> {
          wire.chunk(event.text());
          wire.pause(5);
        }
        case COMMENTED -> {
          wire.chunk(event.text());
          if (!event.end()) {
            comment();
          }
        }
        case PLAIN, AT_ONCE, CLOSING, STALE -> wire.chunk(event.text());
      }
    }
  }

  private void note(Speech.Event event) {
    if (!event.hidden() || call.errand().wish().usage()) {
      call.says(event.text());
    }
    if (event.end()) {
      call.ends();
    }
  }

  private void comment() throws IOException {
    call.says(": working\n\n");
    wire.chunk(": working\n\n");
  }

  private void split(String text) throws IOException {
    int step = 1 + call.errand().number() % 7;
    int at = 0;
    while (at < Math.min(text.length(), SPLIT_BYTES)) {
      int end = Math.min(text.length(), at + step);
      wire.chunk(text.substring(at, end));
      at = end;
    }
    if (at < text.length()) {
      wire.chunk(text.substring(at));
    }
  }

  private void whole(Deed.Manner manner) throws IOException {
    String body = speech.whole();
    call.says(body);
    call.ends();
    String head = manner == Deed.Manner.CLOSING ? JSON + "connection: close\r\n" : JSON;
    String bytes = head("200 OK", head, body.getBytes(StandardCharsets.UTF_8).length) + body;
    switch (manner) {
      case SPLIT -> {
        for (int at = 0; at < bytes.length(); at += 50) {
          wire.write(bytes.substring(at, Math.min(bytes.length(), at + 50)));
        }
      }
      case SLOW -> {
        wire.pause(30);
        wire.write(bytes);
      }
      case PLAIN, AT_ONCE, CLOSING, STALE, COMMENTED -> wire.write(bytes);
    }
  }

  private static String head(String status, String headers, int length) {
    return "HTTP/1.1 %s\r\n%scontent-length: %d\r\n\r\n".formatted(status, headers, length);
  }

  private After json(String status, String headers, String body) throws IOException {
    wire.write(head(status, headers, body.getBytes(StandardCharsets.UTF_8).length) + body);
    return After.KEEP;
  }

  /** Repeats the key it was called with, as some do. */
  private After refuse(Deed.Refuses refusal) throws IOException {
    String said = this.said.credential() + " at http://127.0.0.1/?key=" + this.said.credential();
    return json(
        refusal.status() + " Odd",
        JSON + refusal.headers(),
        speech.errorBody(refusal.code(), said));
  }

  private After breakOff(Deed.Breaks broken) throws IOException {
    if (broken.place() == Deed.Place.BEFORE) {
      return broken.how() == Deed.How.ERROR
          ? json("500 Odd", JSON, speech.errorBody("server_error", "x"))
          : ended(broken.how());
    }
    if (said.stream()) {
      wire.write(STREAM);
      if (broken.place() == Deed.Place.BODY) {
        List<Speech.Event> events = speech.events(said.usage());
        stream(events.subList(0, Math.min(broken.events(), events.size() - 1)), Deed.Manner.PLAIN);
      }
      return brokenStream(broken.how());
    }
    String body = speech.whole();
    wire.write(head("200 OK", JSON, body.length()));
    if (broken.place() == Deed.Place.BODY) {
      call.says(body.substring(0, body.length() / 2));
      wire.write(body.substring(0, body.length() / 2));
    }
    return ended(broken.how());
  }

  private After brokenStream(Deed.How how) throws IOException {
    return switch (how) {
      case ERROR -> {
        call.says(speech.errorEvent());
        wire.chunk(speech.errorEvent());
        wire.write(END);
        yield After.KEEP;
      }
      case END -> {
        wire.write(END);
        yield After.KEEP;
      }
      case RESET, CLOSE, STALL -> ended(how);
    };
  }

  private After ended(Deed.How how) throws IOException {
    return switch (how) {
      case RESET -> After.RESET;
      case STALL -> {
        wire.stall();
        yield After.CLOSE;
      }
      case CLOSE, ERROR, END -> After.CLOSE;
    };
  }

  private After babble(Deed.Noise noise) throws IOException {
    return switch (noise) {
      case GARBAGE -> {
        wire.write("SSH-2.0-x\r\n\r\n");
        yield After.CLOSE;
      }
      case WEB_PAGE -> json("200 OK", "content-type: text/html\r\n", "<html>log in</html>");
      case NO_CONTENT -> {
        wire.write("HTTP/1.1 204 No Content\r\n\r\n");
        yield After.KEEP;
      }
      case REDIRECT -> json("302 Found", "location: http://169.254.169.254/\r\n", "");
      case TWO_LENGTHS -> {
        wire.write("HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd");
        yield After.CLOSE;
      }
      case HALF_JSON -> said(speech.whole().substring(0, 60));
      case OTHER_JSON -> said("[1,2,3]");
      case FLOOD -> flood();
      case COMMENTS -> comments();
      case ANSWER_AND_MORE -> {
        answer(Deed.Manner.PLAIN);
        yield json("200 OK", "content-type: text/html\r\n", "EVIL");
      }
      case ERROR_AS_ANSWER -> {
        if (said.stream()) {
          wire.write(STREAM);
          yield brokenStream(Deed.How.ERROR);
        }
        yield said(speech.errorBody("server_error", "x"));
      }
      case BROKEN_CHUNK -> {
        wire.write(STREAM);
        stream(speech.events(said.usage()).subList(0, 1), Deed.Manner.PLAIN);
        wire.write("xyz\r\nabc\r\n");
        yield After.CLOSE;
      }
    };
  }

  private After said(String body) throws IOException {
    call.says(body);
    return json("200 OK", JSON, body);
  }

  /** Says the same for ever; after some hundred kilobytes without haste. */
  private After flood() throws IOException {
    if (said.stream()) {
      wire.write(STREAM);
      List<Speech.Event> events = speech.events(said.usage());
      stream(events.subList(0, events.size() / 2), Deed.Manner.PLAIN);
      Speech.Event again = events.get(Math.max(0, events.size() / 2 - 1));
      String flood = again.text().repeat(FLOOD_EVENTS);
      if (again.end()) { // a stream of one event
        call.ends();
      }
      for (int round = 0; round < FLOOD_ROUNDS; round++) {
        call.says(flood);
        wire.chunk(flood);
      }
      wire.stall();
    } else {
      wire.write("HTTP/1.1 200 OK\r\n" + JSON + "transfer-encoding: chunked\r\n\r\n");
      wire.chunk("{\"x\":\"");
      while (true) {
        wire.chunk("y".repeat(4_096));
      }
    }
    return After.CLOSE;
  }

  private After comments() throws IOException {
    wire.write(STREAM);
    while (true) {
      comment();
      wire.pause(COMMENT_MILLIS);
    }
  }
}
