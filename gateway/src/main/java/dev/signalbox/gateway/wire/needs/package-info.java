/**
 * What a client's request needs of a model, read from its bytes in one pass without a tree. A new
 * way of asking for something is a row in {@link dev.signalbox.gateway.wire.needs.SettingsScan} or
 * {@link dev.signalbox.gateway.wire.needs.ContentScan}.
 */
@NullMarked
package dev.signalbox.gateway.wire.needs;

import org.jspecify.annotations.NullMarked;
