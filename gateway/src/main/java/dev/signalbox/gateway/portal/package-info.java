/**
 * The portal over HTTP: its pages, its files, and the headers that keep them to themselves. What
 * the pages show comes from control paths, which are elsewhere. May use {@code portal.asset}, and
 * nothing of the gateway.
 */
@NullMarked
package dev.signalbox.gateway.portal;

import org.jspecify.annotations.NullMarked;
