/**
 * The portal as a person sees it: the packaged program's pages in a real browser, by mouse and
 * keyboard. Compiled and run with the profile {@code ui} only.
 */
@NullMarked
package dev.signalbox.gateway.ui;

import org.jspecify.annotations.NullMarked;
