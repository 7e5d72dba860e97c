/** Tests of what lets calls to providers be taken. */
@NullMarked
package dev.signalbox.gateway.provider.auth;

import org.jspecify.annotations.NullMarked;
