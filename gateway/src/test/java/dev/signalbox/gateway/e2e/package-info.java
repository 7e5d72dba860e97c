/**
 * The whole gateway in one process, in front of the scriptable simulator, driven over real HTTP.
 */
@NullMarked
package dev.signalbox.gateway.e2e;

import org.jspecify.annotations.NullMarked;
