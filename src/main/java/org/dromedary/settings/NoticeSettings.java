package org.dromedary.settings;

import org.dromedary.dsn.ReturnSettings;

/**
 * Of notifications.
 *
 * @param perDomainAndHour failure notifications to one domain; 0 is no limit
 * @param returns what goes back of a mail
 */
public record NoticeSettings(int perDomainAndHour, ReturnSettings returns) {}
