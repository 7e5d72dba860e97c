/** The fetching of files, against servers on this machine and addresses that are only named. */
@NullMarked
package dev.signalbox.gateway.media;

import org.jspecify.annotations.NullMarked;
