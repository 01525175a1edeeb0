const MOST_SESSIONS = 50;

/**
 * Sessions of this n8n process by account, so that one login serves every item and every run. Whoever asks while a
 * login is under way waits for that one. Held in memory only: a token is never stored.
 */
export class Sessions<Session> {
	private readonly open = new Map<string, Promise<Session>>();

	/** @param logIn called only when there is no usable session and no login under way */
	async obtain(key: string, isUsable: (session: Session) => boolean, logIn: () => Promise<Session>): Promise<Session> {
		const current = this.open.get(key);
		if (current) {
			// A login that is refused is refused for everyone who waited for it: nobody knocks again with the same password.
			const session = await current;
			if (isUsable(session)) return session;
			if (this.open.get(key) !== current) return await this.obtain(key, isUsable, logIn);
		}
		const login = logIn();
		this.keep(key, login);
		try {
			return await login;
		} catch (cause) {
			if (this.open.get(key) === login) this.open.delete(key);
			return await Promise.reject(cause as Error);
		}
	}

	private keep(key: string, session: Promise<Session>): void {
		this.open.delete(key);
		this.open.set(key, session);
		const [oldest] = this.open.keys();
		if (this.open.size > MOST_SESSIONS && oldest !== undefined) this.open.delete(oldest);
	}
}
