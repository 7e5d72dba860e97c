/** Tests of addresses. */
@NullMarked
package dev.signalbox.gateway.reach;

import org.jspecify.annotations.NullMarked;
