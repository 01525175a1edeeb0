const LONGEST_QUOTE = 200;
const SHORTEST_SECRET = 4;

/**
 * Text that a supplier sent, safe to show: secrets of the credential are taken out, markup is escaped (n8n renders
 * descriptions as HTML) and the length is capped.
 */
export function quoteSupplier(text: string, secrets: readonly string[] = []): string {
	let quoted = text;
	for (const secret of secrets) {
		if (secret.length >= SHORTEST_SECRET) quoted = quoted.split(secret).join('•••');
	}
	quoted = quoted.replace(/\s+/g, ' ').trim();
	if (quoted.length > LONGEST_QUOTE) quoted = `${quoted.slice(0, LONGEST_QUOTE)}…`;
	return escapeMarkup(quoted);
}

export function escapeMarkup(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
