/**
 * The binary framing of streams on AWS, {@code application/vnd.amazon.eventstream}: a decoder that
 * accepts any cut of the bytes, a writer, and how its messages are told as server-sent events, so
 * that nothing behind it has to know a second kind of stream. Source: <a
 * href="https://smithy.io/2.0/aws/amazon-eventstream.html">Amazon Event Stream Specification</a>,
 * read 2026-11.
 */
@NullMarked
package dev.signalbox.gateway.wire.eventstream;

import org.jspecify.annotations.NullMarked;
