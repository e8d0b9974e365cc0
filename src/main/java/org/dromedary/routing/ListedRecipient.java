package org.dromedary.routing;

import org.dromedary.routing.YamlTable.Place;

/** An entry of the mailboxes file, and where it stands. */
record ListedRecipient(LocalName name, LocalRecipient recipient, Place place) {}
