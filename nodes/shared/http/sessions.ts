const MAX_SESSIONS = 50;

/**
 * The sessions of this n8n process, by account: one login serves every item and every run. Callers that come while a
 * login is under way wait for it. In memory only; a token is never stored.
 */
export class Sessions<Session> {
	private readonly open = new Map<string, Promise<Session>>();

	/**
	 * @param isUsable asked again after every wait
	 * @param logIn called only without a usable session and a login under way
	 */
	async obtain(key: string, isUsable: (session: Session) => boolean, logIn: () => Promise<Session>): Promise<Session> {
		const current = this.open.get(key);
		if (current) {
			// All waiters share a refused login; no retry, since it could lock the account.
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
		if (this.open.size > MAX_SESSIONS && oldest !== undefined) this.open.delete(oldest);
	}
}
