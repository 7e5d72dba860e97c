/**
 * Requests as traces of OpenTelemetry: a span for each request, one for each call to a provider,
 * and their way to a collector. The only package that knows OpenTelemetry; its classes are loaded
 * where requests are traced, and nowhere else.
 */
@NullMarked
package dev.signalbox.gateway.tracing;

import org.jspecify.annotations.NullMarked;
