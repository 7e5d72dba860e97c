/** {@code GET /v1/live}: what happens, as it happens, over HTTP. */
@NullMarked
package dev.signalbox.gateway.admin.live;

import org.jspecify.annotations.NullMarked;
