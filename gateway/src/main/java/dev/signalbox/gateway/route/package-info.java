/**
 * Between a request and the engine: makes the question, holds the current snapshot, keeps decisions
 * and what sessions are tied to. Decides nothing itself.
 */
@NullMarked
package dev.signalbox.gateway.route;

import org.jspecify.annotations.NullMarked;
