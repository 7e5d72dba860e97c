/**
 * Converse of Amazon Bedrock as providers speak it; no client of ours does. Fields, events and
 * exceptions are those of its API reference (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html">
 * Converse</a>, <a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html">
 * ConverseStream</a> and their types), read 2026-11. What models of one family take beside that
 * goes into {@code additionalModelRequestFields}. No other package of {@code wire} depends on this
 * one but {@code formats}.
 */
@NullMarked
package dev.signalbox.gateway.wire.bedrock;

import org.jspecify.annotations.NullMarked;
