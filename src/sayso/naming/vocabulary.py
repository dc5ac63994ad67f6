"""Words by which phrases are understood: who belongs to whom, who speaks for whom, what belongs to somebody."""

from __future__ import annotations

MEMBERS = frozenset(
    "fighter fighters militant militants soldier soldiers troop troops forces force gunman gunmen terrorist terrorists jihadist jihadists jihadi "
    "jihadis extremist extremists insurgent insurgents rebel rebels member members militiaman militiamen recruit recruits cell cells unit units "
    "squad squads combatant combatants operative operatives sniper snipers bomber bombers attacker attackers assailant assailants militia militias "
    "brigade brigades battalion battalions division divisions regiment regiments corps company platoon contingent detachment patrol patrols "
    "suicide-bomber guard guards element elements cadre cadres mercenary mercenaries personnel crew crews volunteer volunteers rescuers rescuer "
    "workers worker staff medics medic team teams peacekeeper peacekeepers partisans loyalists troopers warplane warplanes jets aircraft "
    "helicopters helicopter artillery drones navy commandos wing branch affiliate remnants gangs gang gunners policemen inspectors observers ranks "
    "ringleaders faction veterans".split()
)  # fmt: skip
SPEAKERS = frozenset(
    "spokesman spokeswoman spokesperson spokespersons spokesmen representative representatives official officials commander commanders leader leaders "
    "chief head director chairman chairwoman chair president vice-president president secretary secretary-general minister ministers envoy ambassador "
    "diplomat diplomats adviser advisers advisor advisors source sources correspondent correspondents reporter reporters journalist journalists "
    "photographer editor statement statements report reports communique communiqué press spokesmen general colonel officer officers lieutenant major "
    "captain brigadier governor mayor delegate delegates delegation coordinator coordinators co-ordinator negotiator negotiators founder emir sheikh "
    "boss deputy manager investigators investigator media office agency bureau twitter feed account channel "
    "website newspaper broadcaster television tv radio service news figures figure command leadership bulletin lawmakers mps "
    "administrator administrators superintendent coordinator prosecutor prosecutors estimates figures data tally website liaison "
    "headquarters-statement mediator mediators monitors monitor team member legislator legislators warlord".split()
)  # fmt: skip
# Those who speak for a body only when they are said to be at or of it: "an activist from the LCC", but not "an LCC activist campaign".
STAFF = frozenset(
    "activist activists doctor doctors employee employees nurse nurses physician surgeon analyst analysts researcher researchers expert experts lawyer lawyers solicitor".split()
)
ADVISERS = frozenset("adviser advisers advisor advisors aide aides".split())  # to somebody
ASSETS = frozenset(
    "position positions fortification fortifications pocket pockets base bases stronghold strongholds convoy convoys headquarters hq checkpoint "
    "checkpoints lines line front fronts outpost outposts bunker bunkers tunnel tunnels depot depots camp camps barracks vehicle vehicles tank tanks "
    "gathering gatherings concentrations hideout hideouts bastion bastions airbase airbases targets target sites site facilities facility post posts "
    "trenches tunnel armour armor enclave garrison".split()
)  # fmt: skip
SIDES = ("opposition", "rebels")  # institutions of a state that are against its government
GROUPS = frozenset(
    "group groups organisation organization movement party network militia coalition alliance faction front army agency council association charity "
    "watchdog monitor outlet organisation outfit cartel administration authorities regime government caliphate broadcaster newspaper daily channel".split()
)  # fmt: skip
PLAIN_GROUPS = frozenset(
    "group groups organisation organization movement militia party".split()
)  # also with a capital no part of a name
COMPASS = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest central upper lower new old".split()
)
MEDIA = frozenset(
    "channel television tv radio newspaper agency broadcaster website network daily press service news outlet".split()
)
# Words before a name that only describe it, also with a capital.
DESCRIBING = frozenset(
    "shiite shia shi'ite sunni islamist islamic jihadist jihadi militant terrorist takfiri rebel armed opposition opposing kurdish arab druze christian "
    "alawite turkmen salafi salafist wahhabi communist maoist marxist leftist separatist nationalist ultranationalist powerful hardline hard-line "
    "banned outlawed proscribed notorious official state run state-run government independent private semi official local pro anti assad regime military "
    "group militia movement organisation organization party news agency tv television channel network newspaper daily magazine website broadcaster monitor "
    "watchdog ngo charity radio station based backed led affiliated linked aligned allied held controlled war monitoring rights human international global "
    "united western eastern northern southern western-backed self declared styled proclaimed so called lebanese gulf suspected alleged paramilitary "
    "private security company umbrella main largest leading rival main other neighbouring neighboring ally".split()
)  # fmt: skip
# Words that lead into a phrase and may be passed over.
LEADING = frozenset(
    "the a an some many several few both all most other more one two three four five six seven eight nine ten dozens hundreds thousands scores number of "
    "at least about around over nearly almost up to so called self styled another these those his her their its our this that any each every least than "
    "unnamed anonymous suspected alleged only also even remaining additional".split()
)  # fmt: skip
BEFORE = frozenset(
    "mr mrs ms dr sir lord former colonel col general gen maj major lt capt captain brig brigadier sheikh president".split()
)
TITLES = frozenset(
    "mr mrs ms dr prof sir lord lady dame col colonel gen general maj major lt lieutenant capt captain brig brigadier sgt sergeant cpl adm admiral "
    "sheikh sheik imam ayatollah hajji president king prince emir father bishop commander marine marshal field staff airman comrade abu retd".split()
)  # fmt: skip
FORMER = frozenset(
    "former ex formerly ousted deposed onetime defected defector defectors dissident erstwhile fake bogus purported".split()
)
TYING = frozenset("of from at for with inside within belonging".split())
# Every armed group has them, so that alone they are of no state
VAGUE_ROLES = frozenset(("military commander", "military commanders", "military leader", "military leaders"))
PREPOSITIONS = TYING | frozenset(
    "in on by to against near between among under over after before into through via during about around behind beyond outside across along who whom "
    "that which where whose while when as loyal allied linked affiliated supported backed led trained held captured controlled killed based fighting "
    "operating supporting backing opposed defending aiding attacking targeting resisting facing besieged accused including such like than without per since until upon toward towards because if is are was were has had have".split()
)  # fmt: skip
# Words of names that are written small
SMALL = frozenset(
    "the of and for in on at al el ad an ar as ash at az de la le du des da do dos di y e et und der die das den van von l s".split()
)
JOINING = frozenset("and or plus alongside".split())
# Single words of names that mean too much else on their own inside a phrase.
APART = frozenset(
    "care site time orient vice independent astra carta ariana reforma semana dawn sabah guard observer economist kan amu fana hina dozo kataeb shane "
    "ayin saba punch vanguard petra liberation mission sana times guardian insider intercept telegraph nahar hindu amnesty".split()
)  # fmt: skip
# Heads of names, by which they are shortened: "the Front" for a named front, "the council" for a named council.
HEADS = frozenset(
    "observatory coalition front council movement party union agency network committee league mission organisation organization command legion centre center "
    "commission tribunal federation alliance brigade army corps congress directorate society institute authority association battalion division bureau "
    "office".split()
)  # fmt: skip
