/** Tests of {@code GET /v1/live}. */
@NullMarked
package dev.signalbox.gateway.admin.live;

import org.jspecify.annotations.NullMarked;
